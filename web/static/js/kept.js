// Saved and recent searches. They are kept in this browser and nowhere else.
// A search is {query, name}: the arguments of its address, and what it is called.

const SAVED = "zhengxie.saved";
const RECENT = "zhengxie.recent";
const MOST_RECENT = 20;
const MOST_SAVED = 200;

/** Saved searches, the newest first. */
export const kept = () => read(SAVED);

/** Searches that were made, the newest first. */
export const recent = () => read(RECENT);

export function keep(search) {
  write(SAVED, [search, ...kept().filter((other) => other.query !== search.query)].slice(0, MOST_SAVED));
}

export function forget(query) {
  write(SAVED, kept().filter((search) => search.query !== query));
}

/** The words of a search, its filters aside. */
export const words = (search) => new URLSearchParams(search.query).get("q") ?? "";

/** Of searches for the same words the last one is remembered. */
export function remember(search) {
  write(RECENT, [search, ...recent().filter((other) => words(other) !== words(search))].slice(0, MOST_RECENT));
}

export function forgetRecent(query) {
  write(RECENT, recent().filter((search) => search.query !== query));
}

export function clearRecent() {
  write(RECENT, []);
}

function read(key) {
  try {
    const found = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(found) ? found.filter((search) => typeof search?.query === "string" && typeof search?.name === "string") : [];
  } catch {
    return []; // storage that is switched off, or that something else wrote to
  }
}

function write(key, searches) {
  try {
    localStorage.setItem(key, JSON.stringify(searches));
  } catch {
    console.info("this browser keeps no searches");
  }
}
