// Draws messages from what the server tells of them. Texts go in as text, never as markup.

const PAUSE = 5 * 60_000; // after so long without a word the time is written between messages

export function portrait(face) {
  if (face.avatar) {
    const picture = document.createElement("img");
    Object.assign(picture, { src: face.avatar, className: "avatar", alt: "", loading: "lazy" });
    return picture;
  }
  const letter = document.createElement("span");
  const account = face.uid === "account";
  letter.className = `avatar ${account ? "stamp " : ""}h${face.hue}`;
  letter.setAttribute("aria-hidden", "true");
  letter.textContent = ([...face.name.trim()].slice(0, account ? 2 : 1).join("") || "?").toUpperCase();
  return letter;
}

export function say(words, values = {}) {
  return words.replace(/%\((\w+)\)s/g, (_whole, name) => values[name] ?? "").replaceAll("%%", "%");
}

export function clock(at, words) {
  const day = new Date(at.getFullYear(), at.getMonth(), at.getDate());
  const now = new Date();
  const days = Math.round((new Date(now.getFullYear(), now.getMonth(), now.getDate()) - day) / 86_400_000);
  const time = at.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false });
  if (days === 0) return time;
  if (days === 1) return `${words.yesterday} ${time}`;
  return `${at.toLocaleDateString(document.documentElement.lang, { month: "long", day: "numeric" })} ${time}`;
}

export function timeBetween(before, message, words) {
  const at = new Date(message.at);
  if (before && at - new Date(before.at) < PAUSE) return null;
  const line = document.createElement("li");
  line.className = "talk-time";
  const time = document.createElement("time");
  time.dateTime = message.at;
  time.textContent = clock(at, words);
  line.append(time);
  return line;
}

export function draw(message, setup) {
  const { words } = setup;
  const mine = isMine(message, setup);
  if (message.state === "recalled") return event(message, mine ? words.recalled_mine : say(words.recalled, message.from ?? {}));
  if (message.kind === "system") return event(message, message.text ?? "");
  if (message.state === "hidden" || message.text === undefined) return event(message, words.hidden);
  const line = document.getElementById("talk-message").content.firstElementChild.cloneNode(true);
  if (message.seq) Object.assign(line, { id: `m${message.seq}` }).dataset.seq = message.seq;
  if (message.nonce) line.dataset.nonce = message.nonce;
  line.classList.toggle("mine", mine);
  line.querySelector(".face").append(portrait(message.from));
  line.querySelector(".name").textContent = message.from.name;
  if (message.from.badge) {
    const badge = document.createElement("span");
    badge.className = `tag ${message.from.tone}`;
    badge.textContent = message.from.badge;
    line.querySelector(".who").append(badge);
  }
  fill(line.querySelector(".bubble"), message, setup);
  if (message.reply) line.querySelector(".bubble").after(quote(message.reply));
  if (message.state === "held") note(line, words.held);
  return line;
}

export function isMine(message, setup) {
  if (message.voice === "account") return setup.voice === "account";
  return message.from?.uid === setup.me;
}

function fill(bubble, message, setup) {
  bubble.classList.add(message.kind);
  const { body } = message;
  if (message.kind === "picture") {
    const link = document.createElement("a");
    link.href = body.url;
    const picture = document.createElement("img");
    Object.assign(picture, { src: body.small || body.url, width: body.width, height: body.height, alt: setup.words.picture, loading: "lazy" });
    link.append(picture);
    bubble.append(link);
  } else if (message.kind === "video") {
    const film = document.createElement("video");
    Object.assign(film, { src: body.video, poster: body.small, width: body.width, height: body.height, controls: true, preload: "none", playsInline: true });
    bubble.append(film);
  } else if (message.kind === "card") {
    const slot = document.createElement("div");
    slot.className = "slot";
    slot.dataset.card = message.seq;
    slot.textContent = message.text;
    bubble.append(slot);
  } else bubble.textContent = message.text;
}

function quote(reply) {
  const link = document.createElement("a");
  link.className = "quote";
  link.href = `#m${reply.seq}`;
  link.dataset.jump = reply.seq;
  link.textContent = `${reply.name}: ${reply.text}`;
  return link;
}

export function note(line, text, { bad = false, retry } = {}) {
  const place = line.querySelector(".note");
  place.hidden = !text;
  place.classList.toggle("bad", bad);
  place.replaceChildren();
  if (!retry) place.textContent = text;
  else {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.addEventListener("click", retry);
    place.append(button);
  }
}

function event(message, text) {
  const line = document.createElement("li");
  line.className = "talk-event";
  if (message.seq) Object.assign(line, { id: `m${message.seq}` }).dataset.seq = message.seq;
  line.textContent = text;
  return line;
}
