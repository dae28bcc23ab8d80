// Draws the messages of one chat. Everything said by a person or a bot goes in as text, never as HTML.

const MEDIA = {
  photo: "📷 Foto", document: "📄 Berkas", voice: "🎤 Pesan suara", video: "🎬 Video",
  sticker: "🙂 Stiker", location: "📍 Lokasi", contact: "👤 Kontak", poll: "📊 Jajak pendapat",
};
const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "code", blockquote: "blockquote", expandable_blockquote: "blockquote" };
const LINKS = new Set(["url", "text_link", "mention", "bot_command"]);
const FADE = 450;

export function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

// Bring the list on screen in line with the messages there are now: new ones arrive, gone ones fade.
// Says whether the newest message has other words than before; `settled` is called when a fading one is gone.
export function draw(list, state, isFirst, tap, settled) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const standing = new Map([...list.children].filter((one) => !one.classList.contains("leaving")).map((one) => [one.dataset.id, one]));
  const before = newestWords(list);
  for (const message of state.messages) {
    const id = String(message.message_id);
    const drawn = JSON.stringify(message);
    const known = standing.get(id);
    standing.delete(id);
    if (known && known.drawn === drawn) {
      known.querySelectorAll(".waiting").forEach((key) => key.classList.remove("waiting"));
      continue;
    }
    const fresh = item(message, state, tap);
    fresh.drawn = drawn;
    if (known) {
      const hadFocus = known.contains(document.activeElement);
      known.replaceWith(fresh);
      if (hadFocus) (fresh.querySelector(".key") || list.parentElement).focus({ preventScroll: true });
    } else {
      if (!isFirst) fresh.classList.add("arriving");
      list.append(fresh);
    }
  }
  for (const gone of standing.values()) {
    if (gone.contains(document.activeElement)) list.parentElement.focus({ preventScroll: true });
    if (still) { gone.remove(); continue; }
    gone.classList.add("leaving");
    gone.querySelectorAll("button").forEach((key) => { key.disabled = true; });
    setTimeout(() => { gone.remove(); settled(); }, FADE);
  }
  return newestWords(list) !== before;
}

// The newest message that is not on its way out.
export function newestOf(list) {
  return [...list.children].findLast((one) => !one.classList.contains("leaving"));
}

function newestWords(list) {
  const newest = newestOf(list);
  return newest && `${newest.dataset.id} ${newest.querySelector(".words")?.textContent}`;
}

function item(message, state, tap) {
  const isOwn = message.sender_id === state.me;
  const isNote = !message.media && (message.text === "📌" || message.text === "⇢");
  const made = element("li", `message${isOwn ? " own" : ""}${isNote ? " note" : ""}${message.rows.length ? " wide" : ""}`);
  made.dataset.id = message.message_id;
  const bubble = element("div", "bubble");
  bubble.dataset.id = message.message_id;
  if (state.chat === "group" && !isOwn && !isNote) bubble.append(element("span", "from", message.sender));
  const answered = message.reply_to && state.messages.find((one) => one.message_id === message.reply_to);
  if (answered) bubble.append(element("span", "quote", answered.text || MEDIA[answered.media] || ""));
  if (message.media) bubble.append(element("div", "media", MEDIA[message.media] || "📎"));
  if (message.text) {
    const words = element("div", "words");
    words.append(...marked(message.text, message.entities, 0, message.text.length));
    bubble.append(words);
  }
  if (!isNote) bubble.append(meta(message));
  made.append(bubble);
  if (message.rows.length) made.append(keys(message, tap));
  return made;
}

// Telegram counts entities in UTF-16 units, and so do JavaScript strings.
function marked(text, entities, from, to) {
  const nodes = [];
  let at = from;
  entities.forEach((entity, index) => {
    const end = entity.offset + entity.length;
    if (entity.offset < at || end > to) return;
    if (entity.offset > at) nodes.push(document.createTextNode(text.slice(at, entity.offset)));
    const isLink = LINKS.has(entity.type);
    const node = element(TAGS[entity.type] || "span", isLink ? "link-like" : entity.type === "spoiler" ? "spoiler" : "");
    if (entity.url) node.title = entity.url;
    if (entity.type === "spoiler") {
      node.tabIndex = 0;
      node.setAttribute("role", "button");
      node.setAttribute("aria-label", "Teks tersembunyi, buka");
      const reveal = (event) => {
        if (event.key && event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        node.classList.add("open");
        ["role", "aria-label"].forEach((name) => node.removeAttribute(name));
      };
      node.addEventListener("click", reveal);
      node.addEventListener("keydown", reveal);
    }
    node.append(...marked(text, entities.slice(index + 1), entity.offset, end));
    nodes.push(node);
    at = end;
  });
  if (at < to) nodes.push(document.createTextNode(text.slice(at, to)));
  return nodes;
}

function meta(message) {
  const line = element("div", "meta");
  const sign = (picture, meaning) => {
    const made = element("span", "", picture);
    made.setAttribute("role", "img");
    made.setAttribute("aria-label", meaning);
    made.title = meaning;
    line.append(made);
  };
  if (message.protected) sign("🔒", "terlindungi: tidak bisa diteruskan atau disimpan");
  if (message.silent) sign("🔕", "tiba tanpa bunyi");
  if (message.edited) sign("✎", "sudah diubah");
  const time = new Date(message.date * 1000);
  const shown = element("time", "", time.toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Jakarta" }));
  shown.dateTime = time.toISOString();
  line.append(shown);
  return line;
}

function keys(message, tap) {
  const board = element("div", "keys");
  for (const row of message.rows) {
    const line = element("div", "row");
    for (const [label, data] of row) {
      const key = element("button", "key", label);
      key.type = "button";
      if (data === null) {
        key.setAttribute("aria-disabled", "true");
        key.title = "Tautan keluar tidak dibuka di demo";
      } else {
        key.addEventListener("click", () => {
          key.classList.add("waiting");
          setTimeout(() => key.classList.remove("waiting"), 3000);
          tap(message.message_id, data);
        });
      }
      line.append(key);
    }
    board.append(line);
  }
  return board;
}
