// Suggestions under the search box: a combobox with a list, as the ARIA practices describe it.
import { clearRecent, forget, forgetRecent, kept, recent, words as wordsOf } from "./kept.js";

const WAIT = 120; // ms of rest before what was typed is asked about
const form = document.querySelector("form.search");
const input = form?.elements.q;
const words = form && JSON.parse(form.dataset.words);
const list = document.createElement("ul");
const status = document.createElement("span");
const answers = new Map(); // text → suggestions
let items = [];
let active = -1;
let timer = 0;
let asking = null;

function url(query, organization) {
  const fields = new URLSearchParams([...new FormData(form)].filter(([name]) => name !== "q"));
  if (organization) {
    fields.delete("organization");
    fields.set("organization", organization);
  }
  const said = [query && new URLSearchParams({ q: query }), fields].map(String).filter(Boolean).join("&");
  return said ? `${form.action}?${said}` : form.action;
}

const entries = (kind, found) =>
  found.map((entry) => ({ kind, text: entry.name, url: `${form.action}?${entry.query}`, forget: entry.query }));

function local(text) {
  const like = text.toLowerCase();
  const known = text ? recent().filter((entry) => wordsOf(entry) !== text && wordsOf(entry).toLowerCase().includes(like)).slice(0, 3) : recent().slice(0, 6);
  const made = entries("recent", known);
  if (text) return made;
  const clear = made.length ? [{ kind: "clear", text: words.clear }] : [];
  return [...made, ...entries("saved", kept().slice(0, 6)), ...clear];
}

const suggested = (found) =>
  found.map(({ kind, text, query, value, count }) => ({
    kind,
    text,
    count,
    url: url(query, kind === "organization" ? value : null),
  }));

function emphasized(text, typed) {
  const at = typed ? text.toLowerCase().indexOf(typed.toLowerCase()) : -1;
  if (at < 0) return [text];
  const strong = document.createElement("b");
  strong.textContent = text.slice(at, at + typed.length);
  return [text.slice(0, at), strong, text.slice(at + typed.length)];
}

function piece(name, text) {
  const made = document.createElement("span");
  made.className = name;
  made.append(...[text].flat());
  return made;
}

function option(item, number, typed) {
  const made = document.createElement("li");
  made.id = `suggestion-${number}`;
  made.className = item.kind;
  made.setAttribute("role", "option");
  made.append(piece("text", emphasized(item.text, typed)));
  if (item.kind !== "clear") made.append(piece("kind", words[item.kind]));
  if (item.count !== undefined) made.append(piece("count", item.count === 1 ? words.one : words.count.replace("{}", item.count.toLocaleString("en"))));
  if (item.forget) {
    made.setAttribute("aria-keyshortcuts", "Delete");
    const cross = piece("forget", "×");
    cross.title = `${words.forget} (Delete)`;
    cross.setAttribute("aria-hidden", "true");
    made.append(cross);
  }
  return made;
}

function show(found) {
  items = found;
  list.replaceChildren(...items.map((item, number) => option(item, number, input.value.trim())));
  list.hidden = !items.length;
  input.setAttribute("aria-expanded", String(!list.hidden));
  activate(-1);
}

function hide() {
  clearTimeout(timer);
  asking?.abort();
  show([]);
}

function activate(number) {
  active = number;
  [...list.children].forEach((each, place) => each.setAttribute("aria-selected", String(place === number)));
  if (number < 0) input.removeAttribute("aria-activedescendant");
  else {
    input.setAttribute("aria-activedescendant", list.children[number].id);
    list.children[number].scrollIntoView({ block: "nearest" });
  }
}

async function ask(text) {
  asking?.abort();
  const before = local(text);
  if (!text) return show(before);
  asking = new AbortController();
  const { signal } = asking;
  try {
    if (!answers.has(text)) {
      const answer = await fetch(`${form.dataset.suggest}&q=${encodeURIComponent(text)}`, { signal });
      if (!answer.ok) return show(before);
      answers.set(text, (await answer.json()).suggestions);
    }
    if (!signal.aborted && document.activeElement === input) show([...before, ...suggested(answers.get(text))]);
  } catch {
    if (!signal.aborted) show(before); // typing goes on without what the server would suggest
  }
}

function later() {
  clearTimeout(timer);
  const text = input.value.trim();
  timer = setTimeout(() => ask(text), text ? WAIT : 0);
}

function drop(item) {
  (item.kind === "saved" ? forget : forgetRecent)(item.forget);
  const place = active;
  show(items.filter((other) => other !== item && (other.kind !== "clear" || items.some((each) => each !== item && each.kind === "recent"))));
  if (place >= 0) activate(Math.min(place, items.length - 1));
  status.textContent = words.forgotten;
}

function choose(item) {
  if (item.kind === "clear") {
    clearRecent();
    status.textContent = words.forgotten;
    return show(local(""));
  }
  hide();
  const link = Object.assign(document.createElement("a"), { href: item.url, hidden: true });
  form.append(link);
  link.click();
  link.remove();
}

function onKey(event) {
  // While an input method composes, keys belong to it (229 where the browser says so too late).
  if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
  const open = !list.hidden;
  const item = open ? items[active] : undefined;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (!open) return void ask(input.value.trim());
    // One place more than there are options: the box itself.
    const step = event.key === "ArrowDown" ? 1 : -1;
    activate(((active + 1 + step + items.length + 1) % (items.length + 1)) - 1);
  } else if (event.key === "Enter" && item) {
    event.preventDefault();
    choose(item);
  } else if (event.key === "Escape" && open) {
    event.preventDefault();
    hide();
  } else if (event.key === "Delete" && item?.forget) {
    event.preventDefault();
    drop(item);
  } else if (event.key === "Tab") hide();
}

function attach() {
  list.id = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.list);
  status.className = "hidden";
  status.setAttribute("role", "status");
  form.append(list, status);
  const said = { role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list", "aria-haspopup": "listbox" };
  for (const [name, value] of Object.entries(said)) input.setAttribute(name, value);
  input.addEventListener("input", (event) => event.isComposing || later());
  input.addEventListener("compositionend", later);
  input.addEventListener("focus", () => input.value || later());
  input.addEventListener("click", () => input.value || !list.hidden || later());
  input.addEventListener("keydown", onKey);
  input.addEventListener("blur", hide);
  form.addEventListener("submit", hide);
  // The box keeps the focus while the mouse is on the list.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const place = [...list.children].indexOf(event.target.closest("[role=option]"));
    if (place < 0) return;
    if (event.target.closest(".forget")) drop(items[place]);
    else choose(items[place]);
  });
}

if (form) attach();
