// Shows answers of the API in place. Without it the forms lead to the answers themselves.
"use strict";

const SHOWN_HEADERS = ["content-type", "etag", "link", "retry-after"];
const SHOWN_CHARACTERS = 200000;

/** URL that a form asks for: parts of the path filled in, fields that were left empty left out. */
function target(form) {
  const said = new URLSearchParams();
  let path = form.dataset.path;
  for (const [name, value] of new FormData(form)) {
    if (name === "operation" || value === "") continue;
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
      block("pre", pretty(await response.text())),
    );
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
