// The report page: outline that follows the reading, the way from mark to mark, a map of the marks, links to paragraphs.
// Everything here adds comfort; links, forms and anchors do the work without it.

import { copied, onKey, say } from "./page.js";

const article = document.querySelector("article.text");
const marks = [...article.querySelectorAll("mark[id]")];

followOutline();
leadFromMarkToMark();
drawMap();
linkParagraphs();
openEvidence();
markEvidence();
citeOnClick();
bringRelated();
quoteSelections();

const print = document.querySelector(".tools .print");
print.hidden = false;
print.addEventListener("click", () => window.print());

function followOutline() {
  const links = new Map();
  for (const link of document.querySelectorAll(".outline a")) links.set(link.hash.slice(1), link);
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  if (!headings.length) return;
  let current = null;
  const follow = () => {
    const edge = window.innerHeight / 4;
    let last = null;
    for (const heading of headings) {
      if (heading.getBoundingClientRect().top > edge) break;
      last = heading;
    }
    const link = last && links.get(last.id);
    if (link === current) return;
    current?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "location");
    const box = link?.closest(".outline");
    if (box && box.scrollHeight > box.clientHeight) {
      const [outer, inner] = [box.getBoundingClientRect(), link.getBoundingClientRect()];
      if (inner.top < outer.top || inner.bottom > outer.bottom) box.scrollTop += inner.top - outer.top - outer.height / 2;
    }
    current = link;
  };
  let waiting = false;
  const later = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      follow();
    });
  };
  window.addEventListener("scroll", later, { passive: true });
  window.addEventListener("resize", later, { passive: true });
  follow();
}

function leadFromMarkToMark() {
  if (!marks.length) return;
  const go = (step) => {
    const target = document.querySelector("mark:target");
    let at = marks.indexOf(target);
    if (at < 0) {
      // From where one reads: the first mark below the top of the window, or the last above it.
      const below = marks.findIndex((mark) => mark.getBoundingClientRect().top > 0);
      at = step > 0 ? (below < 0 ? marks.length - 1 : below) - 1 : below < 0 ? marks.length : below;
    }
    const next = marks[Math.min(marks.length - 1, Math.max(0, at + step))];
    // In place of the address: going back leads to the results, not through every mark.
    location.replace(`#${next.id}`);
  };
  onKey("n", () => go(1));
  onKey("p", () => go(-1));
  for (const link of article.querySelectorAll(".step a")) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      location.replace(link.hash);
    });
  }
}

function drawMap() {
  if (!marks.length) return;
  const map = document.createElement("div");
  map.className = "map";
  map.setAttribute("aria-hidden", "true");
  document.body.append(map);
  const draw = () => {
    const top = article.getBoundingClientRect().top + window.scrollY;
    const height = article.offsetHeight;
    const seen = new Set();
    const ticks = [];
    for (const mark of marks) {
      const share = (mark.getBoundingClientRect().top + window.scrollY - top) / height;
      const row = Math.round(share * window.innerHeight / 4);
      if (seen.has(row)) continue; // a tick is four pixels high: marks that would cover each other are one
      seen.add(row);
      const tick = document.createElement("a");
      tick.href = `#${mark.id}`;
      tick.tabIndex = -1;
      tick.style.top = `${(share * 100).toFixed(2)}%`;
      ticks.push(tick);
    }
    map.replaceChildren(...ticks);
  };
  draw();
  new ResizeObserver(draw).observe(article);
}

function linkParagraphs() {
  const named = article.dataset.paragraph;
  for (const link of article.querySelectorAll(".permanent")) {
    const said = named.replace("{}", link.hash.slice(2));
    link.title = said;
    link.addEventListener("click", () => copied(link.href.replace(/\?.*?(?=#)/, "")));
  }
}

function openEvidence() {
  const open = () => {
    const target = location.hash.startsWith("#because-") && document.getElementById(location.hash.slice(1));
    if (!target) return;
    const fold = document.querySelector(".about")?.previousElementSibling;
    if (fold?.matches("details.fold")) fold.open = true;
    target.closest("details").open = true;
    target.scrollIntoView({ block: "center" });
  };
  window.addEventListener("hashchange", open);
  open();
}

/** What a value rests on is marked in its paragraph, which is marked as a whole where the words are not found in it. */
function markEvidence() {
  if (!CSS.highlights) return;
  let shown = "";
  const mark = (link) => {
    const words = link.closest("[id^=because-]").querySelector("q")?.textContent;
    const places = words ? rangesOf(document.querySelector(link.hash), words) : [];
    if (!places.length) return;
    CSS.highlights.set("evidence", new Highlight(...places));
    article.classList.add("pinned");
    shown = link.hash;
  };
  for (const link of document.querySelectorAll(".because .place a")) link.addEventListener("click", () => mark(link));
  window.addEventListener("hashchange", () => {
    if (location.hash === shown) return;
    CSS.highlights.delete("evidence");
    article.classList.remove("pinned");
  });
}

/** Where words stand first in a paragraph, whatever is marked in it: the pieces of its text, without what stands there for the page. */
function rangesOf(paragraph, words) {
  const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (texts.nextNode()) if (!texts.currentNode.parentElement.closest(".step")) nodes.push(texts.currentNode);
  let start = nodes.map((node) => node.data).join("").indexOf(words);
  if (start < 0) return [];
  let end = start + words.length;
  const ranges = [];
  for (const node of nodes) {
    if (start < node.length && end > 0) {
      const range = document.createRange();
      range.setStart(node, Math.max(0, start));
      range.setEnd(node, Math.min(node.length, end));
      ranges.push(range);
    }
    start -= node.length;
    end -= node.length;
  }
  return ranges;
}

/** Put what an address answers on the clipboard, or say that it cannot be had. */
async function copyFrom(url) {
  let text;
  try {
    const answer = await fetch(url, { headers: { Accept: "text/plain" } });
    if (!answer.ok) throw new Error(answer.statusText);
    text = (await answer.text()).trim();
  } catch {
    return say(document.body.dataset.failed);
  }
  await copied(text);
}

function citeOnClick() {
  for (const button of document.querySelectorAll("button[data-cite]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      copyFrom(button.dataset.cite);
      const menu = button.closest("details");
      menu.open = false;
      menu.querySelector("summary").focus(); // the button is out of sight
    });
  }
}

/** Beside words that are selected: a button that copies them with their source. */
function quoteSelections() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quote";
  button.textContent = article.dataset.quote;
  button.hidden = true;
  document.body.append(button);
  const selected = () => {
    const selection = document.getSelection();
    const words = selection.toString().trim();
    if (selection.isCollapsed || !words || !article.contains(selection.anchorNode)) return null;
    const range = selection.getRangeAt(0);
    const start = range.startContainer.nodeType === Node.TEXT_NODE ? range.startContainer.parentElement : range.startContainer;
    const paragraph = start.closest("[id^=p]");
    return paragraph && { words, number: paragraph.id.slice(1), box: range.getBoundingClientRect() };
  };
  const show = () => {
    const found = selected();
    button.hidden = !found;
    if (!found) return;
    button.style.left = `${Math.max(8, Math.min(window.innerWidth - 120, found.box.left + found.box.width / 2 - 40))}px`;
    button.style.top = `${Math.max(8, found.box.top - 44)}px`;
  };
  document.addEventListener("selectionchange", () => {
    if (document.getSelection().isCollapsed) button.hidden = true;
  });
  article.addEventListener("pointerup", () => setTimeout(show));
  article.addEventListener("keyup", show);
  window.addEventListener("scroll", () => (button.hidden = true), { passive: true });
  button.addEventListener("pointerdown", (event) => event.preventDefault()); // the selection stays
  button.addEventListener("click", () => {
    const found = selected();
    if (!found) return;
    const url = new URL(article.dataset.cite, location.href);
    url.searchParams.set("p", found.number);
    url.searchParams.set("quote", found.words);
    copyFrom(url);
    button.hidden = true;
  });
}

/** Other years and similar reports are a search of their own: they come when the report is there, in the place of the link to them. */
async function bringRelated() {
  const place = document.querySelector("p.related");
  if (!place) return;
  await new Promise((then) => (window.requestIdleCallback ? requestIdleCallback(then, { timeout: 1000 }) : setTimeout(then, 200)));
  try {
    const answer = await fetch(`${place.querySelector("a").href}?bare=1`);
    if (!answer.ok) return; // the link leads there still
    place.replaceWith(...new DOMParser().parseFromString(await answer.text(), "text/html").body.children);
  } catch {
    // Without a connection, too.
  }
}
