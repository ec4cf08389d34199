// Shows answers of the API in place. Without it forms lead to the answers themselves.
"use strict";

const SHOWN_HEADERS = ["content-type", "content-disposition", "etag", "link", "retry-after"];
const SHOWN_CHARACTERS = 200000;
const READ_CHARACTERS = 2000000;

/** URL that a form asks for: parts of the path filled in, fields that were left empty left out. */
function target(form) {
  const said = new URLSearchParams();
  let path = form.dataset.path;
  for (const [name, value] of new FormData(form)) {
    if (value === "") continue;
    const part = `{${name}}`;
    if (path.includes(part)) path = path.replace(part, () => encodeURIComponent(value));
    else said.append(name, value);
  }
  const query = said.toString();
  return query ? `${path}?${query}` : path;
}

/** The place under a form where its answers are shown, made when first needed. */
function place(form) {
  let found = form.nextElementSibling;
  if (!found || !found.classList.contains("answer")) {
    found = document.createElement("div");
    found.className = "answer";
    found.setAttribute("role", "status");
    form.after(found);
  }
  return found;
}

function block(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  if (name === "pre") made.tabIndex = 0;
  return made;
}

function pretty(text) {
  let shown = text;
  try {
    shown = JSON.stringify(JSON.parse(text), null, 1);
  } catch {
    // Not JSON: shown as it came.
  }
  return shown.length > SHOWN_CHARACTERS ? `${shown.slice(0, SHOWN_CHARACTERS)}…` : shown;
}

/** An answer as text; null where it is none, as a workbook. No more is fetched than can be shown: a list may have any length. */
async function read(response) {
  if (!response.body) return "";
  const reader = response.body.getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  try {
    while (text.length < READ_CHARACTERS) {
      const { done, value } = await reader.read();
      try {
        text += decoder.decode(value, { stream: !done });
      } catch {
        return null;
      }
      if (done) break;
    }
  } finally {
    reader.cancel();
  }
  return text;
}

function saving(url) {
  const link = block("a", document.querySelector("main").dataset.save);
  link.href = url.href;
  link.download = "";
  const line = document.createElement("p");
  line.append(link);
  return line;
}

async function show(form) {
  const url = new URL(target(form), location.href);
  const answer = place(form);
  answer.replaceChildren(block("pre", `curl '${url.href.replaceAll("'", "%27")}'`));
  try {
    const response = await fetch(url, { headers: { Accept: "application/json" } });
    const headers = SHOWN_HEADERS.filter((name) => response.headers.has(name));
    answer.append(
      block("p", `${response.status} ${response.statusText}`),
      block("pre", headers.map((name) => `${name}: ${response.headers.get(name)}`).join("\n")),
    );
    if (response.ok && response.headers.has("content-disposition")) answer.append(saving(url));
    const text = await read(response);
    if (text !== null) answer.append(block("pre", pretty(text)));
  } catch (error) {
    answer.append(block("p", String(error)));
  }
}

for (const form of document.querySelectorAll("form[data-path]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show(form);
  });
}
