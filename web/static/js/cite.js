// Copies the reference to a passage, with the passage; where that cannot be had, the link leads to the reference.
import { copied } from "./page.js";

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a.cite");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const quote = link.parentElement.querySelector("a").textContent;
  let text;
  try {
    const answer = await fetch(`${link.href}&quote=${encodeURIComponent(quote)}`);
    if (!answer.ok) throw new Error(answer.statusText);
    text = await answer.text();
  } catch {
    return location.assign(link.href);
  }
  await copied(text.trim());
});
