// The phones page: sends what people do, shows what the server says changed. No dependencies.
import { patch } from "./patch.js";

const page = document.body;
const phones = [...document.querySelectorAll(".phone")];

async function post(path, body, phone) {
  const trouble = phone?.querySelector(".trouble");
  if (trouble) trouble.textContent = "";
  const answer = await fetch(`/sandbox/${path}`, { method: "POST", body: JSON.stringify(body) }).catch(() => null);
  if (answer?.ok) return true;
  const told = answer ? (await answer.json().catch(() => ({}))).error : "The sandbox does not answer.";
  if (trouble) trouble.textContent = told ?? "That did not work.";
  return false;
}

const act = (phone, verb, body = {}) =>
  post(`phones/${phone.dataset.phone}/${verb}`, { ...body, chat: phone.dataset.chat }, phone);

// --- the clock ------------------------------------------------------------------------------------------------

let drift = Number(page.dataset.drift);
let zone = page.dataset.zone;

function away(seconds) {
  const size = Math.abs(seconds);
  if (size < 60) return "School time, same as yours";
  const [count, unit] = size >= 86400 ? [size / 86400, "day"] : size >= 3600 ? [size / 3600, "hour"] : [size / 60, "minute"];
  const shown = count < 10 ? Math.round(count * 10) / 10 : Math.round(count);
  return `School time, ${shown} ${unit}${shown === 1 ? "" : "s"} ${seconds > 0 ? "ahead of" : "behind"} your clock`;
}

function tick() {
  const now = new Date(Date.now() + drift * 1000);
  const show = (options) => new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options }).format(now);
  document.getElementById("time").textContent = show({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  document.getElementById("day").textContent =
    `${show({ weekday: "long" })} ${show({ day: "numeric", month: "long", year: "numeric" })}`;
  document.getElementById("drift").textContent = away(drift);
}

function setClock(clock) {
  ({ drift, zone } = clock);
  document.getElementById("set-to").value = clock.local;
  tick();
}

for (const button of document.querySelectorAll("[data-clock]")) {
  button.addEventListener("click", () => post("clock", JSON.parse(button.dataset.clock)));
}
document.getElementById("set-clock").addEventListener("submit", (event) => {
  event.preventDefault();
  post("clock", { set: document.getElementById("set-to").value });
  event.target.hidePopover();
});
setInterval(tick, 1000);
tick();

// --- one phone ------------------------------------------------------------------------------------------------

function showChat(phone) {
  const chats = [...phone.querySelectorAll(".chat")];
  if (!chats.some((chat) => chat.dataset.chat === phone.dataset.chat)) phone.dataset.chat = chats[0]?.dataset.chat ?? "";
  for (const chat of chats) chat.hidden = chat.dataset.chat !== phone.dataset.chat;
  for (const tab of phone.querySelectorAll("[data-tab]")) {
    tab.setAttribute("aria-pressed", String(tab.dataset.tab === phone.dataset.chat));
  }
}

const shown = (phone) => phone.querySelector(".chat:not([hidden]) .bubbles");
const toEnd = (phone) => shown(phone)?.scrollTo({ top: 1e7 });

function quote(phone, how = "", bubble = null) {
  const bar = phone.querySelector(".quote");
  const text = bubble?.querySelector(".body > p")?.textContent ?? "";
  bar.hidden = !how;
  bar.firstElementChild.textContent = `${how === "edit" ? "Edit: " : "Reply to: "}${text || "message"}`;
  phone.dataset.how = how;
  phone.dataset.message = bubble?.dataset.message ?? "";
  const box = phone.querySelector("textarea");
  if (how === "edit") box.value = text;
  if (how) box.focus();
}

async function send(phone) {
  const box = phone.querySelector("textarea");
  const { how, message } = phone.dataset;
  if (!box.value) return;
  const done = how === "edit"
    ? await act(phone, "edit", { message, text: box.value })
    : await act(phone, "type", { text: box.value, ...(how === "reply" ? { reply_to: message } : {}) });
  if (!done) return;
  box.value = "";
  grow(box);
  quote(phone);
}

function grow(box) {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, 140)}px`;
}

async function upload(phone, file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let letters = "";
  for (const byte of bytes) letters += String.fromCharCode(byte);
  const kind = ["image/jpeg", "image/png"].includes(file.type) ? "photo" : file.type === "audio/ogg" ? "voice" : "document";
  await act(phone, "attach", { kind, content: btoa(letters), mime: file.type, name: file.name });
}

const verbs = {
  reply: (phone, bubble) => quote(phone, "reply", bubble),
  edit: (phone, bubble) => quote(phone, "edit", bubble),
  unquote: (phone) => quote(phone),
  start: (phone) => act(phone, "type", { text: "/start" }),
  contact: (phone) => act(phone, "contact"),
  file: (phone) => phone.querySelector(".file").click(),
};

function clicked(phone, event) {
  const button = event.target.closest("button");
  const bubble = event.target.closest(".bubble");
  if (!button) {
    const plain = bubble && !event.target.closest("a, audio") && !getSelection().toString();
    if (plain && bubble.querySelector("[data-act=reply]")) quote(phone, "reply", bubble);
    return;
  }
  const { act: verb, press, tab, attach } = button.dataset;
  if (tab) { phone.dataset.chat = tab; showChat(phone); toEnd(phone); }
  if (attach) act(phone, "attach", { kind: attach });
  if (press) act(phone, "press", { button: press, ...(bubble ? { message: bubble.dataset.message } : {}) });
  if (verb) (verbs[verb] ?? ((target) => act(target, verb)))(phone, bubble);
  const menu = button.closest("details");
  if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
}

for (const phone of phones) {
  showChat(phone);
  toEnd(phone);
  const box = phone.querySelector("textarea");
  phone.addEventListener("click", (event) => clicked(phone, event));
  phone.querySelector(".composer").addEventListener("submit", (event) => { event.preventDefault(); send(phone); });
  phone.querySelector(".file").addEventListener("change", (event) => {
    if (event.target.files[0]) upload(phone, event.target.files[0]);
    event.target.value = "";
  });
  box.addEventListener("input", () => grow(box));
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(phone); }
    if (event.key === "Escape") quote(phone);
  });
}

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(".menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// --- news -----------------------------------------------------------------------------------------------------

const seen = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    target.dataset.inView = isIntersecting;
    if (isIntersecting) news(target, false);
  }
}, { threshold: 0.6 });
for (const phone of phones) seen.observe(phone);

function news(phone, on) {
  const link = document.querySelector(`[data-person="${phone.dataset.phone}"]`);
  link?.classList.toggle("has-news", on);
  const words = link?.querySelector(".news");
  if (words) words.hidden = !on;
}

function update(phone, html) {
  const screen = phone.querySelector(".screen");
  const list = shown(phone);
  const atEnd = !list || list.scrollHeight - list.scrollTop - list.clientHeight < 60;
  const before = screen.querySelectorAll(".theirs").length;
  const next = screen.cloneNode(false);
  next.innerHTML = html;
  patch(screen, next);
  phone.classList.toggle("off", Boolean(screen.querySelector(".off-note")));
  showChat(phone);
  if (atEnd) toEnd(phone);
  const more = screen.querySelectorAll(".theirs").length > before;
  if (more && phone.dataset.inView !== "true") news(phone, true);
}

const stream = new EventSource("/sandbox/events");
stream.addEventListener("phone", (event) => {
  const { key, html } = JSON.parse(event.data);
  const phone = document.getElementById(`phone-${key}`);
  if (phone) update(phone, html);
});
stream.addEventListener("clock", (event) => setClock(JSON.parse(event.data)));
stream.addEventListener("cast", (event) => {
  if (JSON.parse(event.data) !== phones.map((phone) => phone.dataset.phone).join(" ")) location.reload();
});
addEventListener("pagehide", () => stream.close());
