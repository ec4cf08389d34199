// Results in place: links and forms that lead to results are followed without loading the page anew. Any doubt ends in going there.

const PATIENCE = 200; // ms before it is shown that something is under way
const PARTS = ["#side", "#main"];
const here = location.pathname;
let running = null;

const label = (element) => element?.getAttribute("aria-label") ?? element?.textContent.trim() ?? "";

// What an element is, in words that are the same before and after: its place, its sort and its name.
function keyOf(element) {
  if (element.matches(".values button")) return keyOf(element.previousElementSibling);
  const scope = element.closest("[id]");
  if (element === scope) return `#${element.id}`;
  const year = element.closest(".histogram") && /\d{4}/.exec(element.title)?.[0];
  if (year) return `${scope.id} year ${year}`;
  const name = element.querySelector(".name");
  return `${scope?.id} ${element.tagName} ${name ? (name.querySelector("s") ?? name).firstChild.textContent : label(element)}`;
}

function branchKey(element) {
  if (element.matches(".fold")) return "fold";
  const section = element.closest("section")?.id ?? "";
  if (element.matches(".rest, .unfold-rest")) return `${section} rest`;
  const above = [];
  for (let each = element; each; each = each.parentElement.closest("details")) above.unshift(label(each.querySelector(":scope > summary") ?? each));
  return `${section} ${above.join(" › ")}`;
}

// Gives the new page the branches that stand open in the old one, fetching those that were not sent.
async function reopen(page, signal) {
  const stood = new Map([...document.querySelectorAll("#side details")].map((each) => [branchKey(each), each.open]));
  for (const [key, open] of stood) {
    const made = [...page.querySelectorAll("#side details")].find((each) => branchKey(each) === key);
    if (made) made.open = open;
    else if (open) {
      const link = [...page.querySelectorAll("#side a.unfold, #side a.unfold-rest")].find((each) => branchKey(each) === key);
      if (link) await unfold(link, signal);
    }
  }
}

// Puts what a link leads to in its place, as a branch that stands open.
export async function unfold(link, signal) {
  const rest = link.matches(".unfold-rest");
  const answer = await fetch(`${link.getAttribute("href")}&bare=1${rest ? "&rest=1" : ""}`, { signal });
  if (!answer.ok) throw new Error(answer.statusText);
  const rows = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("ul");
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  if (rest) {
    details.className = "rest";
    summary.textContent = link.textContent;
  } else summary.setAttribute("aria-label", link.getAttribute("aria-label"));
  details.open = true;
  details.append(summary, rows);
  (rest ? link.parentElement : link).replaceWith(details);
  return summary;
}

function swap(page) {
  const focused = document.activeElement;
  const inside = PARTS.some((part) => document.querySelector(part).contains(focused));
  const key = inside ? keyOf(focused) : "";
  const typed = document.querySelector(".facet-find input[type=search]")?.value;
  for (const part of PARTS) document.querySelector(part).replaceChildren(...page.querySelector(part).childNodes);
  const form = document.querySelector("form.search");
  const other = page.querySelector("form.search");
  for (const each of form.querySelectorAll("input[type=hidden]")) each.remove();
  form.elements.q.after(...other.querySelectorAll("input[type=hidden]"));
  form.elements.q.value = other.elements.q.value;
  document.querySelector("link[rel=alternate]").href = page.querySelector("link[rel=alternate]").getAttribute("href");
  document.querySelector("[form=choices]").value = page.querySelector("[form=choices]").value;
  document.title = page.title;
  const find = document.querySelector(".facet-find input[type=search]");
  if (typed && find) {
    find.value = typed;
    find.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (inside && document.activeElement !== focused) {
    const same = [...document.querySelectorAll("#side :is(a, button, input, summary), #main :is(a, button, summary)")].find((each) => keyOf(each) === key);
    (same ?? document.querySelector(".chips a") ?? document.querySelector("#main")).focus({ preventScroll: true });
  }
}

const kind = (page) => [page.documentElement.lang, page.documentElement.dataset.theme, page.querySelector("link[rel=stylesheet]")?.getAttribute("href"), page.body.className].join();

// Shows the results at an address. `from` tells a step back or forth, which changes no history, with the place it was left at.
async function show(address, from) {
  running?.abort();
  running = new AbortController();
  const { signal } = running;
  const main = document.querySelector("#main");
  const waiting = setTimeout(() => main.setAttribute("aria-busy", "true"), PATIENCE);
  try {
    const answer = await fetch(address, { signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok || new URL(answer.url).pathname !== here || kind(page) !== kind(document)) throw new Error("another page");
    await reopen(page, signal);
    const turned = page.querySelector(".pager [aria-current]")?.textContent !== document.querySelector(".pager [aria-current]")?.textContent;
    if (!from) {
      history.replaceState({ y: scrollY }, "");
      history.pushState({}, "", answer.url);
    }
    swap(page);
    if (from) scrollTo(0, from.y ?? 0);
    else if (turned && main.getBoundingClientRect().top < 0) main.scrollIntoView();
    document.querySelector("#announced").textContent = document.querySelector(".total b").textContent;
    document.dispatchEvent(new Event("results"));
  } catch {
    if (!signal.aborted) location.assign(address);
  } finally {
    clearTimeout(waiting);
    if (running?.signal === signal) {
      main.removeAttribute("aria-busy");
      running = null;
    }
  }
}

let shown = location.pathname + location.search;

const follow = (address) => {
  shown = address.pathname + address.search;
  return show(address.href);
};

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const address = new URL(link.href);
  if (address.origin !== location.origin || address.pathname !== here || address.hash || link.target || link.closest(".site-foot")) return;
  event.preventDefault();
  follow(address);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  const address = new URL(form.action);
  if (event.defaultPrevented || form.method !== "get" || address.pathname !== here) return;
  event.preventDefault();
  address.search = String(new URLSearchParams(new FormData(form, event.submitter)));
  if (!address.searchParams.get("q")) address.searchParams.delete("q");
  if (matchMedia("(pointer: coarse)").matches) form.elements.q?.blur(); // puts the screen's keyboard away
  follow(address);
});

// Where an entry of the history was left is known too late once another has taken its place.
addEventListener("scrollend", () => {
  if (!running) history.replaceState({ y: scrollY }, "");
});

addEventListener("popstate", (event) => {
  const now = location.pathname + location.search;
  if (now === shown) return; // a step within the page
  shown = now;
  show(location.href, { y: event.state?.y });
});

document.addEventListener("results", () => {
  shown = location.pathname + location.search;
});
