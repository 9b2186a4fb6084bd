// A conversation on the page: follows the log over the socket (or by asking), sends, remembers how far one has read.
import { join } from "../realtime/socket.js";
import { upload } from "../media/upload.js";
import { Doors } from "./asking.js";
import { say } from "./draw.js";
import { Log } from "./log.js";
import { mention } from "./mention.js";
import { menu } from "./menu.js";

const RETRIES = [1_000, 3_000, 9_000]; // ms before a message that found no server is sent again by itself

const root = document.querySelector("[data-talk]");
const setup = JSON.parse(document.getElementById("talk-setup").textContent);
const { words } = setup;
const doors = new Doors(setup.base);
const log = new Log(root.querySelector("[data-log]"), setup, doors);
const form = root.querySelector("[data-send]");
const text = root.querySelector("[data-text]");
const newest = root.querySelector("[data-newest]");
const state = root.querySelector("[data-state]");
document.documentElement.classList.add("scripted");

// --- following ---
const seat = join(setup.room, {
  since: setup.last,
  onEvent({ event, payload }) {
    if (event === "message") log.add([payload]);
    else if (event === "change") change(payload);
    else if (event === "card") log.renewCard(payload);
    else if (event === "closed") location.reload();
    else return;
    settle();
  },
  async onGap() {
    for (let more = true; more; ) {
      const told = await doors.after(log.last, log.change);
      log.add(told.messages);
      log.alter(told.changed ?? []);
      log.change = Math.max(log.change, told.last_change);
      more = told.more;
    }
    settle();
    return log.last;
  },
  onLeft() {
    show(words.removed);
    form?.remove();
    log.place.replaceChildren();
  },
  onState(now) {
    show(now === "polling" ? words.polling : "");
  },
});

async function change(payload) {
  // Those who see more than others of it (its sender, when it waits for review) ask for their own view.
  if (payload.state === "held") return;
  log.alter([payload]);
}

function show(words_) {
  state.textContent = words_;
  state.hidden = !words_;
}

// --- reading ---
let readTimer = 0;
let read = setup.read;

function settle() {
  const away = !log.nearEnd();
  newest.hidden = !away;
  newest.textContent = log.unseen ? say(words.newer, { n: log.unseen }) : words.newest;
  if (away || document.hidden || log.last <= read || setup.voice === "account") return;
  clearTimeout(readTimer);
  readTimer = setTimeout(async () => {
    read = log.last;
    await doors.act("read/", { seq: read }).catch(() => (read = 0));
    document.dispatchEvent(new Event("badges"));
  }, 600);
}

newest.addEventListener("click", () => {
  log.toEnd();
  settle();
});
addEventListener("scroll", () => settle(), { passive: true, capture: true });
document.addEventListener("visibilitychange", settle);

// --- history ---
let loading = false;
const more = new IntersectionObserver(async ([entry]) => {
  if (!entry.isIntersecting || loading || log.more.hidden) return;
  loading = true;
  try {
    log.prepend(await doors.before(log.first));
  } catch {
    /* the link stays to be pressed */
  }
  loading = false;
}, { rootMargin: "300px 0px 0px" });

log.more.addEventListener("click", async (event) => {
  event.preventDefault();
  log.prepend(await doors.before(log.first));
});
root.addEventListener("click", (event) => {
  const link = event.target.closest("[data-jump]");
  if (!link) return;
  event.preventDefault();
  log.jump(Number(link.dataset.jump));
});

// --- writing ---
let answered = null;

function reply(message, line) {
  const name = message.from?.name ?? line.querySelector(".name")?.textContent ?? "";
  answered = { seq: message.seq, name, text: (message.text ?? "").slice(0, 60) };
  const strip = root.querySelector("[data-quote]");
  strip.querySelector("span").textContent = `${say(words.reply_to, { name })}: ${answered.text}`;
  strip.hidden = false;
  text.focus();
}

function unreply() {
  answered = null;
  root.querySelector("[data-quote]").hidden = true;
}

function trouble(message, bad = true) {
  if (message) document.body.dispatchEvent(new CustomEvent("toast", { detail: { text: message, bad }, bubbles: true }));
}

const nonce = () => crypto.randomUUID?.().replaceAll("-", "") ?? String(Math.random()).slice(2) + Date.now();

function prepare(draft) {
  const whole = { voice: setup.voice, nonce: nonce(), reply_to: answered?.seq ?? 0, ...draft };
  const reply = answered;
  unreply();
  return { whole, reply };
}

function expect({ whole, reply }, body = {}) {
  const from = { uid: setup.me, name: "", hue: 0 };
  log.expect({ ...whole, body, from, at: new Date().toISOString(), state: "shown", text: whole.text ?? "", reply });
}

async function deliver(whole, tries = 0) {
  try {
    const { message } = await doors.send(whole);
    if (message.seq > log.last + 1) await fillGap();
    log.add([message]);
    seat.seen(log.last);
    settle();
  } catch (fault) {
    const again = () => {
      log.pending.get(whole.nonce)?.classList.add("sending");
      deliver(whole);
    };
    if (fault.status === undefined && tries < RETRIES.length) setTimeout(() => deliver(whole, tries + 1), RETRIES[tries]);
    else log.failed(whole.nonce, fault.message && fault.status ? fault.message : words.failed, again);
  }
}

async function fillGap() {
  const told = await doors.after(log.last, log.change);
  log.add(told.messages);
  log.alter(told.changed ?? []);
}

if (form) {
  const calling = mention({ text, list: root.querySelector("[data-people]"), doors, words });
  const panel = root.querySelector("[data-panel]");
  const plus = root.querySelector("[data-plus]");
  const ready = () => form.classList.toggle("ready", text.value.trim() !== "");

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const written = text.value.trim();
    if (!written) return;
    const draft = prepare({ kind: "text", text: written, mentions: calling.uids(written) });
    text.value = "";
    calling.clear();
    ready();
    expect(draft);
    deliver(draft.whole);
    text.focus();
  });
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  text.addEventListener("input", ready);
  text.addEventListener("focus", () => togglePanel(false));
  plus.addEventListener("click", () => togglePanel(panel.hidden));
  root.querySelector("[data-unquote]").addEventListener("click", unreply);

  function togglePanel(open) {
    panel.hidden = !open;
    plus.setAttribute("aria-expanded", String(open));
  }

  root.querySelector("[data-file]").addEventListener("change", async ({ target }) => {
    const files = [...target.files].slice(0, 9);
    target.value = "";
    togglePanel(false);
    for (const file of files) await sendFile(file);
  });
  ready();
  menu({ root, log, doors, setup, reply, trouble });
}

async function sendFile(file) {
  const draft = prepare({ kind: "text", text: say(words.sending_file, { n: 0 }) });
  expect(draft);
  const line = log.pending.get(draft.whole.nonce);
  const onProgress = (share) => (line.querySelector(".bubble").textContent = say(words.sending_file, { n: Math.round(share * 100) }));
  try {
    const asset = await upload(file, { onProgress });
    await deliver({ ...draft.whole, kind: asset.kind, text: "", asset: asset.id });
  } catch (fault) {
    log.failed(draft.whole.nonce, fault.message || words.failed);
  }
}

// --- beginning ---
const unread = setup.last - setup.read;
const firstUnread = unread > 0 ? log.line(setup.read + 1) : null;
if (firstUnread && unread > 8 && setup.voice === "member") firstUnread.scrollIntoView({ block: "start" });
else if (!location.hash.startsWith("#m") && !new URLSearchParams(location.search).has("before")) log.toEnd();
settle();
more.observe(log.more);
