// On every page: keys, and telling that something was copied. Pages work without it.

const keys = new Map();

/** Have a key call something, unless it is typed into a field or held with Ctrl, Alt or Meta. */
export function onKey(key, act) {
  keys.set(key, act);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable], dialog[open]")) return;
  const act = keys.get(event.key) ?? arrow(event);
  if (!act) return;
  event.preventDefault();
  act();
});

onKey("/", () => {
  const box = document.querySelector("form.search input[name=q]");
  box?.focus();
  box?.select();
});
onKey("?", () => document.getElementById("keys")?.showModal());
onKey("j", () => step(1));
onKey("k", () => step(-1));

const WAYS = { ArrowDown: 1, ArrowUp: -1 };

/** Arrows scroll, but where a hit has the focus they lead to its neighbour, if it has one. */
function arrow(event) {
  const way = WAYS[event.key];
  if (!way || event.shiftKey || !event.target.matches?.("[data-hit]")) return null;
  const links = [...document.querySelectorAll("[data-hit]")];
  return links[links.indexOf(event.target) + way] ? () => step(way) : null;
}

/** To the next or the previous hit of a list of results. */
function step(way) {
  const links = [...document.querySelectorAll("[data-hit]")];
  if (!links.length) return;
  const at = links.findIndex((link) => link === document.activeElement || link.closest("li, tr")?.contains(document.activeElement));
  const next = links[at < 0 ? (way > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + way))];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

/** Put a text on the clipboard and say so; where the browser does not allow it, show it to be copied by hand. */
export async function copied(text) {
  const words = document.body.dataset;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Browsers have no such clipboard for pages that came by plain HTTP from another machine.
    const { copiedByCommand, showToCopy } = await import("./copying.js");
    if (!copiedByCommand(text)) return showToCopy(text);
  }
  say(words.copied);
}

let told = null;

/** Tell something for some seconds, to eyes and to screen readers. */
export function say(text) {
  const box = document.getElementById("said");
  box.textContent = text;
  clearTimeout(told);
  told = setTimeout(() => {
    box.textContent = "";
  }, 4000);
}
