// The page of results: what is kept of a search, search inside the tree, ranges of years, citations, menus.
import "./bars.js";
import "./cite.js";
import { unfold } from "./instant.js";
import { forget, keep, kept, remember, words as wordsOf } from "./kept.js";

const REST = 150; // ms after which what is typed is looked for on the server
const words = JSON.parse(document.querySelector("#main").dataset.words);

// ------------------------------------------------------------------ the search as it is kept

function entry() {
  const asked = new URLSearchParams(location.search);
  asked.delete("page");
  const chips = [...document.querySelectorAll(".chip")].map((chip) => {
    const [facet, ...value] = [...chip.querySelectorAll(".chip-facet, .chip-not, .chip-value")].map((each) => each.textContent);
    return words.chip.replace("{facet}", facet).replace("{value}", () => value.join(" "));
  });
  return { query: String(asked), name: [asked.get("q")?.trim() || words.all, ...chips].join(" · ") };
}

const isKept = (search) => kept().some((other) => other.query === search.query);

function showSaved(button) {
  button.hidden = false;
  button.setAttribute("aria-pressed", String(isKept(entry())));
}

function onResults() {
  const now = entry();
  if (wordsOf(now)) remember(now);
  showSaved(document.querySelector(".save"));
}

document.addEventListener("results", onResults);
onResults();

// ------------------------------------------------------------------------------- clicks

document.addEventListener("click", async (event) => {
  const save_ = event.target.closest(".save");
  if (save_) {
    const now = entry();
    if (isKept(now)) forget(now.query);
    else keep(now);
    showSaved(save_);
    return;
  }
  for (const menu of document.querySelectorAll(".menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  const link = event.target.closest("a.unfold, a.unfold-rest");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  try {
    (await unfold(link)).focus();
  } catch {
    location.assign(link.href);
  }
});

document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest(".menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// --------------------------------------------------------------------- search inside the tree

let timer = 0;
let asking = null;

async function find(form) {
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  const section = form.closest("section");
  const typed = form.elements.prefix.value.trim();
  const shown = [...section.children].filter((each) => each !== form && !each.matches("h2, .found-values"));
  if (!typed) {
    section.querySelector(".found-values")?.remove();
    for (const each of shown) each.hidden = false;
    return;
  }
  const address = `${form.action}?${new URLSearchParams(new FormData(form))}&bare=1`;
  try {
    const answer = await fetch(address, { signal });
    if (!answer.ok) throw new Error(answer.statusText);
    const rows = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("ul");
    if (signal.aborted) return;
    rows.classList.add("found-values");
    section.querySelector(".found-values")?.remove();
    for (const each of shown) each.hidden = true;
    form.after(rows);
  } catch {
    if (!signal.aborted) form.submit();
  }
}

function findLater(event) {
  const form = event.target.closest(".facet-find");
  if (!form || event.isComposing) return;
  clearTimeout(timer);
  timer = setTimeout(() => find(form), REST);
}

document.addEventListener("input", findLater);
document.addEventListener("compositionend", findLater); // what an input method put in; its own input event comes before

document.addEventListener("submit", (event) => {
  if (!event.target.matches("#side .facet-find")) return;
  event.preventDefault();
  clearTimeout(timer);
  find(event.target);
});
