// The searches that this browser keeps, as a list with links.
import { forget, recent, saved, unsave } from "./kept.js";

const section = document.querySelector(".kept");
const words = JSON.parse(section.dataset.words);

function row(entry, drop) {
  const item = document.createElement("li");
  const link = Object.assign(document.createElement("a"), { href: section.dataset.search + entry.search, textContent: entry.label });
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: "×" });
  button.setAttribute("aria-label", `${words.forget}：${entry.label}`);
  button.addEventListener("click", () => {
    drop(entry.search);
    show();
  });
  item.append(link, button);
  return item;
}

function part(name, entries, drop) {
  if (!entries.length) return [];
  const head = Object.assign(document.createElement("h3"), { textContent: words[name] });
  const list = document.createElement("ul");
  list.append(...entries.map((entry) => row(entry, drop)));
  return [head, list];
}

function show() {
  const parts = [...part("saved", saved(), unsave), ...part("recent", recent().slice(0, 10), forget)];
  section.replaceChildren(section.querySelector("h2"), ...parts);
  section.hidden = !parts.length;
}

show();
