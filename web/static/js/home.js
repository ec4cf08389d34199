// The home page: its bars, and the searches that this browser keeps.

import { forget, kept, recent, clearRecent } from "./kept.js";

const bars = document.querySelector(".bars");
if (bars) bars.scrollLeft = bars.scrollWidth; // the last years are in sight

const section = document.querySelector("section.kept");
if (section) {
  draw();
  section.hidden = false;
}

function draw() {
  const [head] = section.children;
  const words = section.dataset;
  const parts = [head, list(kept(), true) ?? paragraph(words.empty)];
  const seen = list(recent(), false);
  if (seen) {
    const title = document.createElement("h3");
    title.textContent = words.recent;
    const clear = document.createElement("button");
    clear.type = "button";
    clear.textContent = words.clear;
    clear.addEventListener("click", () => {
      clearRecent();
      draw();
    });
    parts.push(title, seen, clear);
  }
  section.replaceChildren(...parts);
}

function list(searches, removable) {
  if (!searches.length) return null;
  const box = document.createElement("ul");
  for (const search of searches) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `${section.dataset.search ?? "search"}?${search.query}`;
    link.textContent = search.name;
    item.append(link);
    if (removable) {
      const remove = document.createElement("button");
      remove.type = "button";
      remove.textContent = "×";
      remove.setAttribute("aria-label", `${section.dataset.remove} ${search.name}`);
      remove.addEventListener("click", () => {
        forget(search.query);
        draw();
      });
      item.append(remove);
    }
    box.append(item);
  }
  return box;
}

function paragraph(text) {
  const made = document.createElement("p");
  made.textContent = text;
  return made;
}
