// One thread at the desk: signs of life for colleagues, theirs shown here, and quick replies by "/".
import { csrf } from "../ui/js/csrf.js";
import { say } from "../chat/draw.js";

const EVERY = 8_000; // ms between signs of life; the server believes one for 20 s
const BELIEVED = 20_000;
const WRITES = 5_000; // ms after the last key within which one counts as writing

const place = document.querySelector("[data-thread]");
const setup = JSON.parse(document.getElementById("desk-setup").textContent);
const text = place.querySelector("[data-text]");
const others = place.querySelector("[data-others]");
const list = place.querySelector("[data-quick]");
const headers = { "X-CSRFToken": csrf() };

// --- who is here ---
let keyed = 0;
const seen = new Map(); // uid → {name, state, until}

function lastSeq() {
  const lines = place.querySelectorAll("[data-seq]");
  return Number(lines[lines.length - 1]?.dataset.seq ?? place.dataset.last ?? 0);
}

function tell(state) {
  const body = new URLSearchParams({ state, seq: String(lastSeq()) });
  fetch(place.dataset.looking, { method: "POST", headers, body, keepalive: true }).catch(() => {});
}

function beat() {
  if (!document.hidden) tell(Date.now() - keyed < WRITES && text?.value.trim() ? "writing" : "reading");
  show();
}

function show() {
  const now = Date.now();
  for (const [uid, one] of seen) if (one.until < now) seen.delete(uid);
  if (!seen.size && !shownByServer()) others.hidden = true;
  if (!seen.size) return;
  const writing = [...seen.values()].sort((a, b) => Number(b.state === "writing") - Number(a.state === "writing"));
  others.textContent = writing.map((one) => say(others.dataset[one.state], { name: one.name })).join(" · ");
  others.hidden = false;
}

const opened = Date.now();
function shownByServer() {
  return Date.now() - opened < BELIEVED && others.textContent.trim() !== "" && !others.dataset.heard;
}

document.addEventListener("thread", ({ detail }) => {
  if (detail.thread !== place.dataset.thread) return;
  if (detail.what === "looking") {
    if (detail.uid === setup.me) return;
    others.dataset.heard = "1";
    if (detail.state === "gone") seen.delete(detail.uid);
    else seen.set(detail.uid, { name: detail.name, state: detail.state, until: Date.now() + BELIEVED });
    if (!seen.size) others.hidden = true;
    show();
  } else if (detail.what !== "message") refreshBeside();
  else setTimeout(beat, 400);
});

async function refreshBeside() {
  const beside = document.getElementById("beside");
  if (beside.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")) return;
  const answer = await fetch(beside.dataset.beside, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (answer?.ok) beside.innerHTML = await answer.text(); // a fragment that our own templates drew and escaped
}

text?.addEventListener("input", () => {
  const before = keyed;
  keyed = Date.now();
  if (keyed - before > WRITES) beat();
});
addEventListener("pagehide", () => tell("gone"));
document.addEventListener("visibilitychange", () => (document.hidden ? tell("gone") : beat()));
setInterval(beat, EVERY);
setInterval(show, 2_000);
beat();

// --- quick replies ---
let found = [];
let at = 0;
let asked = 0;

async function look() {
  const typed = text.value;
  if (!typed.startsWith("/") || typed.includes("\n")) return close();
  const mine = ++asked;
  const url = `${place.dataset.fitting}?q=${encodeURIComponent(typed.slice(1))}`;
  const answer = await fetch(url, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok || mine !== asked) return;
  found = (await answer.json()).replies;
  at = 0;
  draw();
}

function draw() {
  list.replaceChildren(
    ...found.map((one, index) => {
      const button = document.createElement("button");
      button.type = "button";
      button.setAttribute("role", "option");
      button.setAttribute("aria-selected", String(index === at));
      const code = document.createElement("code");
      code.textContent = `/${one.shortcut}`;
      const words = document.createElement("span");
      words.textContent = one.text;
      button.append(code, words);
      button.addEventListener("click", () => take(one));
      return button;
    }),
  );
  list.hidden = !found.length;
}

function close() {
  asked += 1;
  found = [];
  list.hidden = true;
}

function take(one) {
  text.value = one.text;
  close();
  text.dispatchEvent(new Event("input", { bubbles: true }));
  text.focus();
  fetch(place.dataset.fitting, { method: "POST", headers, body: new URLSearchParams({ id: one.public_id }) }).catch(() => {});
}

text?.addEventListener("input", look);
text?.addEventListener(
  "keydown",
  (event) => {
    if (list.hidden || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) at = (at + step + found.length) % found.length;
    else if (event.key === "Enter" || event.key === "Tab") return stop(event, () => take(found[at]));
    else if (event.key === "Escape") return stop(event, close);
    else return;
    stop(event, draw);
  },
  { capture: true },
);

function stop(event, act) {
  event.preventDefault();
  event.stopImmediatePropagation();
  act();
}
