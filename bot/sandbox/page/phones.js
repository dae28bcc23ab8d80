// The two phones: listens to the sandbox, shows what arrives, passes on what is tapped and typed.
import { draw, newestOf } from "./bubbles.js";

const PREVIEW = 60;
const PREVIEW_STAYS = 6000;
const TOAST_STAYS = 3200;
const TYPING_STAYS = 5000;
const NEAR = 80; // pixels off that still count as reading the newest
const HIDDEN = 24; // pixels below the edge that are worth a button
const AIR = 7; // pixels above a message that is shown from its top
const ANSWERED = /(Terkirim|Tersimpan)\. Pelapor/; // what the duty bot says of an answer it kept
const STATUS = { reporter: "bot", group: "grup piket", officer: "bot" };

const chats = new Map();
let waitingElsewhere = 0;
let previewTimer;

async function act(action, body) {
  try {
    await fetch(`/phones/${action}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  } catch { /* the link line says that the demo is gone */ }
}

function furnish(root) {
  const name = root.dataset.chat;
  root.append(document.getElementById("chat").content.cloneNode(true));
  const part = (selector) => root.querySelector(selector);
  const chat = {
    name, root, list: part(".messages"), log: part(".log"), status: part(".status"), title: part(".title"),
    face: part(".face"), empty: part(".empty"), toast: part(".toast"), down: part(".down"), isFirst: true, follows: true, unread: 0, newest: 0,
  };
  chats.set(name, chat);
  chat.log.id = `${name}-log`;
  for (const kind of ["wheel", "touchmove", "keyup", "pointerup"]) {
    chat.log.addEventListener(kind, () => { chat.follows = Math.abs(chat.log.scrollTop - resting(chat)) < NEAR; }, { passive: true });
  }
  new ResizeObserver(() => follow(chat)).observe(chat.log);
  chat.log.addEventListener("scroll", () => tellMore(chat), { passive: true });
  chat.down.addEventListener("click", () => {
    chat.follows = false;
    chat.log.scrollBy({ top: chat.log.clientHeight * 0.8, behavior: "smooth" });
  });
  chat.status.textContent = STATUS[name];
  part(".empty p").textContent = root.dataset.empty;
  const start = part(".start");
  start.dataset.start = name;
  if (name === "group") start.remove();
  else start.addEventListener("click", () => act("send", { chat: name, text: "/start" }));
  const form = part(".composer");
  form.dataset.composer = name;
  form.elements.text.setAttribute("aria-label", `Pesan di ${root.closest(".phone").querySelector(".owner").textContent}`);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = form.elements.text.value.trim();
    if (text) act("send", { chat: name, text });
    form.elements.text.value = "";
  });
  part(".attach").addEventListener("click", () => act("photo", { chat: name }));
}

function show(state) {
  const chat = chats.get(state.chat);
  chat.title.textContent = state.title;
  chat.log.setAttribute("aria-label", `Percakapan ${state.title}`);
  chat.face.textContent = state.title.slice(0, 1);
  const tap = (message_id, data) => act("tap", { chat: state.chat, message_id, data });
  const hasNews = draw(chat.list, state, chat.isFirst, tap, () => follow(chat));
  chat.empty.hidden = state.messages.length > 0;
  if (hasNews) chat.follows = true;
  follow(chat); // an edited message may have grown
  notice(chat, state);
  typing(chat, state.typing);
  chat.isFirst = false;
  if ([...chats.values()].every((one) => !one.isFirst)) document.documentElement.dataset.ready = "yes";
  steps(state);
}

// Stay at the newest message, unless somebody scrolled away to read.
function follow(chat) {
  if (chat.follows) chat.log.scrollTop = resting(chat);
  tellMore(chat);
}

// Where the newest message is read from: the end, or its own first line when it is taller than the log.
function resting(chat) {
  const end = chat.log.scrollHeight - chat.log.clientHeight;
  const newest = newestOf(chat.list);
  return newest ? Math.max(0, Math.min(end, newest.offsetTop - AIR)) : end;
}

function tellMore(chat) {
  chat.down.hidden = chat.log.scrollHeight - chat.log.scrollTop - chat.log.clientHeight < HIDDEN;
}

function typing(chat, isTyping) {
  clearTimeout(chat.typingTimer);
  chat.status.textContent = isTyping ? "sedang mengetik…" : STATUS[chat.name];
  chat.status.classList.toggle("typing", isTyping);
  if (isTyping) chat.typingTimer = setTimeout(() => typing(chat, false), TYPING_STAYS);
}

// What a lock screen would give away: the first sixty characters, when nobody is looking at that chat.
// The answer to a command its owner has just given is no news to them.
function notice(chat, state) {
  const isCommand = (one) => one?.sender_id === state.me && one.text.startsWith("/");
  const fresh = state.messages.filter((one, at) => one.from_bot && one.message_id > chat.newest && !isCommand(state.messages[at - 1]));
  if (state.messages.length) chat.newest = Math.max(chat.newest, ...state.messages.map((one) => one.message_id));
  if (chat.isFirst || !fresh.length) return;
  if (document.hidden) {
    waitingElsewhere += fresh.length;
    document.title = `(${waitingElsewhere}) Wadul — demo`;
  }
  if (chat.name !== "officer") showWayTo(chat.root.closest(".phone"));
  if (!chat.root.hidden) return;
  chat.unread += fresh.length;
  badge(chat);
  const preview = document.querySelector(".preview");
  const newest = fresh.at(-1);
  preview.dataset.to = chat.name;
  preview.querySelector(".preview-from").textContent = `${newest.silent ? "🔕 " : ""}${state.title} · pratinjau notifikasi`;
  const words = newest.text || "Pesan baru";
  preview.querySelector(".preview-text").textContent = words.length > PREVIEW ? `${[...words].slice(0, PREVIEW).join("")}…` : words;
  preview.hidden = false;
  clearTimeout(previewTimer);
  previewTimer = setTimeout(() => { preview.hidden = true; }, PREVIEW_STAYS);
}

function badge(chat) {
  const shown = document.querySelector(`[data-tab="${chat.name}"] .badge`);
  if (!shown) return;
  shown.hidden = chat.unread === 0;
  shown.textContent = chat.unread;
  shown.setAttribute("aria-label", `${chat.unread} pesan baru`);
}

function toast(event) {
  const chat = chats.get(event.chat);
  clearTimeout(chat.toastTimer);
  chat.toast.textContent = event.text;
  chat.toast.classList.toggle("alert", event.is_alert);
  chat.toast.classList.add("up");
  chat.toastTimer = setTimeout(() => chat.toast.classList.remove("up"), TOAST_STAYS);
}

function open(name, takesFocus) {
  for (const tab of document.querySelectorAll("[role=tab]")) {
    const isOpen = tab.dataset.tab === name;
    tab.setAttribute("aria-selected", String(isOpen));
    tab.tabIndex = isOpen ? 0 : -1;
    if (isOpen && takesFocus) tab.focus();
    chats.get(tab.dataset.tab).root.hidden = !isOpen;
  }
  const chat = chats.get(name);
  chat.unread = 0;
  badge(chat);
  document.querySelector(".preview").hidden = true;
  chat.follows = true;
  follow(chat);
}

// On a small screen the other phone is out of sight: a link leads there when something has come.
const inView = new Set();
const watch = new IntersectionObserver((seen) => {
  for (const { target, isIntersecting } of seen) {
    const phone = target.closest(".phone");
    inView[isIntersecting ? "add" : "delete"](phone);
    if (isIntersecting) wayTo(phone).hidden = true;
  }
}, { threshold: 0.4 });

function wayTo(phone) {
  return document.querySelector(`.way[href="#${phone.id}"]`);
}

function showWayTo(phone) {
  if (inView.has(phone)) return;
  for (const way of document.querySelectorAll(".way")) way.hidden = way !== wayTo(phone);
}

// The steps of the first minute tick themselves off, by what came of each: an alert, an opened card, a kept answer.
const reached = new Set();
function steps(state) {
  const fromBot = state.messages.filter((one) => one.from_bot);
  const offers = (kind) => fromBot.some((one) => one.rows.flat().some(([, data]) => data?.startsWith(`${kind}|`)));
  if (state.chat === "reporter" && state.messages.length) {
    mark("start");
    document.documentElement.dataset.begun = "yes";
  }
  if (state.chat === "group" && offers("open")) mark("group");
  if (state.chat === "officer" && offers("related")) mark("officer"); // a key that only a card has
  if (state.chat === "officer" && fromBot.some((one) => ANSWERED.test(one.text))) mark("answer");
}
function mark(step) {
  if (step) reached.add(step);
  const items = [...document.querySelectorAll("[data-step]")];
  const next = items.find((item) => !reached.has(item.dataset.step));
  for (const item of items) {
    item.classList.toggle("done", reached.has(item.dataset.step));
    item.classList.toggle("now", item === next);
  }
}

document.querySelectorAll("[data-chat]").forEach(furnish);
document.querySelectorAll(".case").forEach((one) => watch.observe(one));
mark();
document.querySelector(".legend").open = matchMedia("(min-width: 1100px) and (min-height: 800px)").matches;
const tabs = document.querySelector("[role=tablist]");
tabs.addEventListener("click", (event) => {
  const tab = event.target.closest("[role=tab]");
  if (tab) open(tab.dataset.tab, false);
});
tabs.addEventListener("keydown", (event) => {
  if (!["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) return;
  event.preventDefault();
  const isGroup = document.activeElement.dataset.tab === "group";
  open(event.key === "Home" || (event.key !== "End" && !isGroup) ? "group" : "officer", true);
});
document.querySelector(".preview").addEventListener("click", (event) => open(event.currentTarget.dataset.to, true));
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  waitingElsewhere = 0;
  document.title = "Wadul — kanal lapor anonim (demo)";
});

const line = document.querySelector("[data-link]");
const events = new EventSource("/phones/events");
events.addEventListener("open", () => { line.textContent = ""; });
events.addEventListener("error", () => { line.textContent = "Demo sedang tidak berjalan. Mencoba menyambung lagi…"; });
events.addEventListener("message", (event) => {
  const told = JSON.parse(event.data);
  if (told.kind === "toast") toast(told);
  else show(told);
});
