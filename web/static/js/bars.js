// The histogram of years: drawing over it chooses a range, by way of the form beneath it.

let from = null; // the bar at which the pointer went down
let drawn = false;

const place = (bars, event) => {
  const box = bars.getBoundingClientRect();
  const number = Math.floor(((event.clientX - box.left) / box.width) * bars.children.length);
  return bars.children[Math.max(0, Math.min(number, bars.children.length - 1))];
};
const year = (bar) => /\d{4}/.exec(bar.title)[0];

function between(bars, one, other) {
  const all = [...bars.children];
  const [first, last] = [all.indexOf(one), all.indexOf(other)].sort((a, b) => a - b);
  return all.slice(first, last + 1);
}

function say(bars, text) {
  bars.parentElement.querySelector(".axis output").value = text;
}

function clear(bars) {
  for (const each of bars.querySelectorAll(".drawn")) each.classList.remove("drawn");
}

document.addEventListener("pointerdown", (event) => {
  const bars = event.target.closest?.(".bars");
  if (!bars || event.button) return;
  from = place(bars, event);
  drawn = false;
});

document.addEventListener("pointermove", (event) => {
  const bars = from ? from.closest(".bars") : event.target.closest?.(".bars");
  if (!bars?.isConnected) return;
  const bar = place(bars, event);
  if (!from) return say(bars, bar.title);
  drawn ||= bar !== from;
  if (!drawn) return;
  clear(bars);
  const range = between(bars, from, bar);
  for (const each of range) each.classList.add("drawn");
  say(bars, `${year(range[0])}—${year(range.at(-1))}`);
});

document.addEventListener("pointerup", (event) => {
  const bars = from?.closest(".bars");
  if (!bars) return;
  const range = between(bars, from, place(bars, event));
  from = null;
  if (!drawn) return;
  const form = bars.parentElement.querySelector(".span");
  form.elements.from.value = year(range[0]);
  form.elements.to.value = year(range.at(-1));
  form.requestSubmit();
});

document.addEventListener("pointercancel", () => {
  if (from) clear(from.closest(".bars"));
  from = null;
});

document.addEventListener("pointerout", (event) => {
  const bars = event.target.closest?.(".bars");
  if (bars && !from && !bars.contains(event.relatedTarget)) say(bars, "");
});

// A bar is a link: it is neither dragged away nor followed when it was drawn over.
document.addEventListener("dragstart", (event) => event.target.closest?.(".bars") && event.preventDefault());
document.addEventListener(
  "click",
  (event) => {
    if (!drawn || !event.target.closest?.(".bars")) return;
    drawn = false;
    event.preventDefault();
    event.stopPropagation();
  },
  true,
);
