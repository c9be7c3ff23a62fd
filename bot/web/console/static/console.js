// The console's only script: it brings a live part of the page up to date when the server says that something changed.
// Everything works without it: every page is whole, every button a form.
const live = document.querySelector("[data-live]");
const news = document.querySelector(".news");

function busy() {
  const here = document.activeElement;
  const typing = [...document.querySelectorAll("textarea, input[type=text], input[type=search]")].some((one) => one.value !== one.defaultValue);
  return typing || (here && live?.contains(here) && here.matches("input, textarea, select"));
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
  const path = document.activeElement?.getAttribute("href");
  live.replaceChildren(...fresh.childNodes);
  if (path) live.querySelector(`[href="${CSS.escape(path)}"]`)?.focus();
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

// A form is sent once.
addEventListener("submit", (event) => {
  if (event.target.dataset.sent) return event.preventDefault();
  event.target.dataset.sent = "1";
});
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
const later = document.querySelector("[data-again]");
if (later) setTimeout(() => { if (!busy()) location.reload(); }, 3000);
