// Searches that this browser keeps, and nobody else: those made last, and those saved. An entry is {search: "?q=…", query, label}.

const RECENT = "zhengxie.recent";
const SAVED = "zhengxie.saved";
const MOST = { [RECENT]: 50, [SAVED]: 200 };

const isEntry = (entry) =>
  typeof entry?.search === "string" && entry.search.startsWith("?") && typeof entry.label === "string" && typeof entry.query === "string";

function read(key) {
  try {
    const entries = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(entries) ? entries.filter(isEntry) : [];
  } catch {
    return []; // kept off by the browser, or not ours
  }
}

function write(key, entries) {
  try {
    localStorage.setItem(key, JSON.stringify(entries.slice(0, MOST[key])));
  } catch {
    // A browser that keeps nothing keeps no searches either.
  }
}

export const recent = () => read(RECENT);
export const saved = () => read(SAVED);
export const isSaved = (search) => saved().some((entry) => entry.search === search);

// Of searches for the same words the last one is kept, with its filters.
export const remember = (entry) => write(RECENT, [entry, ...recent().filter((other) => other.query !== entry.query)]);
export const save = (entry) => write(SAVED, [entry, ...saved().filter((other) => other.search !== entry.search)]);
export const forget = (search) => write(RECENT, recent().filter((entry) => entry.search !== search));
export const forgetAll = () => write(RECENT, []);
export const unsave = (search) => write(SAVED, saved().filter((entry) => entry.search !== search));
