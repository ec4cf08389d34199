// Copies the reference to a passage, with the passage; where that cannot be, the link leads to the reference.

const words = JSON.parse(document.querySelector("#main").dataset.words);

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Without https there is only the old way.
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "hidden";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (!done) throw new Error("not copied");
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a.cite");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const quote = link.parentElement.querySelector("a").textContent;
  try {
    const answer = await fetch(`${link.href}&quote=${encodeURIComponent(quote)}`);
    if (!answer.ok) throw new Error(answer.statusText);
    await copy(await answer.text());
  } catch {
    location.assign(link.href);
    return;
  }
  const before = link.textContent;
  link.textContent = words.copied;
  document.querySelector("#said").textContent = words.copied;
  link.classList.add("done");
  setTimeout(() => {
    link.textContent = before;
    link.classList.remove("done");
  }, 2000);
});
