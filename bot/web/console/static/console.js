// The console's only script: it brings a live part of the page up to date when the server says that something changed, and
// keeps the keyboard where it was. Everything works without it: every page is whole, every button a form.
const live = document.querySelector("[data-live]");
const news = document.querySelector(".news");

function busy() {
  const here = document.activeElement;
  const typing = [...document.querySelectorAll("textarea, input[type=text], input[type=search]")].some((one) => one.value !== one.defaultValue);
  return typing || (here && live?.contains(here) && here.matches("input, textarea, select"));
}

// How to find the same link, button or part again once the page around it has been made anew.
function placeOf(one) {
  if (!one) return null;
  const by = ["href", "value"].find((name) => one.getAttribute?.(name));
  const same = by ? `${one.localName}[${by}="${CSS.escape(one.getAttribute(by))}"]` : null;
  return { same, part: one.closest("[aria-labelledby]")?.getAttribute("aria-labelledby") ?? null };
}

function focusOn(place) {
  const one = (place.same && document.querySelector(`main ${place.same}`)) || (place.part && document.getElementById(place.part));
  if (!one) return false;
  if (one.tabIndex < 0) one.tabIndex = -1;
  one.focus();
  return true;
}

async function refresh() {
  const answer = await fetch(location.href, { headers: { "X-Live": "1" } }).catch(() => null);
  if (!answer) return;
  if (answer.redirected || !answer.ok) return location.reload();
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
  if (!fresh || fresh.innerHTML === live.innerHTML) return;
  if (busy()) {
    if (news) news.hidden = false;
    return;
  }
  const place = live.contains(document.activeElement) ? placeOf(document.activeElement) : null;
  const open = [...live.querySelectorAll("details")].map((one) => one.open);
  live.replaceChildren(...fresh.childNodes);
  live.querySelectorAll("details").forEach((one, at) => { one.open = open[at] ?? false; });
  if (place) focusOn(place);
}

if (live && "EventSource" in window) {
  const source = new EventSource("/console/events");
  source.addEventListener("changed", refresh);
  source.addEventListener("over", () => { source.close(); if (!busy()) location.reload(); });
  addEventListener("pagehide", () => source.close());
}
news?.querySelector("button")?.addEventListener("click", () => location.reload());

// Arrow keys move between the lines of a list once one of them has the focus.
addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const here = document.activeElement?.closest("a.row");
  if (!step || !here) return;
  const rows = [...document.querySelectorAll("a.row")];
  rows[rows.indexOf(here) + step]?.focus();
  event.preventDefault();
});

// Whoever sent a form by keyboard goes on from there on the page that answers, and not from the top.
let keyboard = false;
addEventListener("keydown", () => { keyboard = true; }, true);
addEventListener("pointerdown", () => { keyboard = false; }, true);
const sent = JSON.parse(sessionStorage.getItem("sent") ?? "null");
sessionStorage.removeItem("sent");
if (sent && !document.querySelector("[autofocus]") && !(sent.path === location.pathname && focusOn(sent.place))) {
  document.getElementById("main")?.focus();
}

// A form is sent once.
addEventListener("submit", (event) => {
  if (event.target.dataset.sent) return event.preventDefault();
  event.target.dataset.sent = "1";
  if (keyboard) sessionStorage.setItem("sent", JSON.stringify({ path: location.pathname, place: placeOf(event.submitter ?? event.target) }));
});
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
// A menu that hangs over the page closes with Escape, or when something else is pressed.
const shut = (but) => document.querySelectorAll("nav details[open]").forEach((one) => { if (!one.contains(but)) one.open = false; });
addEventListener("click", (event) => shut(event.target));
addEventListener("keydown", (event) => { if (event.key === "Escape") shut(null); });
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
const later = document.querySelector("[data-again]");
if (later) setTimeout(() => { if (!busy()) location.reload(); }, 3000);
