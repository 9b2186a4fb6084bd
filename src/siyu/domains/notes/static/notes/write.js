// The form of a note: pictures with progress and order, topics, the draft kept as it is typed.
import { upload } from "../media/upload.js";
import { toast } from "../ui/js/toast.js";
import { csrf } from "../ui/js/csrf.js";

const KEEP_AFTER = 2_000; // milliseconds without typing
const form = document.querySelector("[data-write]");
const tiles = form.querySelector("[data-pictures]");
const add = form.querySelector("[data-add]");
const most = Number(form.dataset.most);

// --- pictures ---
const shown = () => [...tiles.querySelectorAll("[data-tile]")];
const room = () => { add.hidden = shown().length >= most; };

function show(tile, asset) {
  const box = tile.querySelector(".picture");
  const image = document.createElement("img");
  image.src = asset.small;
  image.alt = "";
  box.classList.toggle("film", asset.kind === "video");
  box.replaceChildren(image);
  tile.querySelector("input").value = asset.id;
  tile.querySelector("progress")?.remove();
  changed();
}

async function send(file) {
  const tile = form.querySelector("[data-tile-template]").content.firstElementChild.cloneNode(true);
  const stop = new AbortController();
  tile.stop = stop;
  add.before(tile);
  room();
  try {
    const words = { failed: form.dataset.failed, offline: form.dataset.offline };
    show(tile, await upload(file, { signal: stop.signal, words, onProgress: (share) => { const bar = tile.querySelector("progress"); if (bar) bar.value = share; } }));
  } catch (error) {
    tile.remove();
    room();
    if (error.message) toast(error.message, { bad: true });
  }
}

add.querySelector("input").addEventListener("change", async (event) => {
  const files = [...event.target.files].slice(0, most - shown().length);
  event.target.value = "";
  for (const file of files) await send(file);
});

tiles.addEventListener("click", (event) => {
  const tile = event.target.closest("[data-tile]");
  if (!tile) return;
  if (event.target.closest("[data-remove]")) { tile.stop?.abort(); tile.remove(); room(); changed(); }
  const move = event.target.closest("[data-move]");
  if (move) {
    const order = shown();
    const other = order[order.indexOf(tile) + Number(move.dataset.move)];
    if (other) { if (move.dataset.move === "1") other.after(tile); else other.before(tile); move.focus(); changed(); }
  }
});

let dragged = null;
tiles.addEventListener("dragstart", (event) => { dragged = event.target.closest("[data-tile]"); });
tiles.addEventListener("dragover", (event) => {
  const over = event.target.closest("[data-tile]");
  if (!dragged || !over) return;
  event.preventDefault();
  if (over === dragged) return;
  const order = shown();
  if (order.indexOf(over) > order.indexOf(dragged)) over.after(dragged); else over.before(dragged);
});
tiles.addEventListener("dragend", () => { dragged = null; changed(); });

// --- topics and mentions ---
const text = form.elements.text;
function insert(words) {
  text.setRangeText(words, text.selectionStart, text.selectionEnd, "end");
  text.focus();
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

const ideas = form.querySelector("[data-ideas]");
form.querySelector("[data-topics]").addEventListener("click", (event) => {
  const idea = event.target.closest("[data-topic]");
  if (idea) {
    const before = text.value.slice(0, text.selectionStart);
    const begun = /#([^#\s]{0,30})$/.exec(before);
    if (begun && (before.match(/#/g).length % 2)) text.setSelectionRange(begun.index, text.selectionStart);
    insert(`#${idea.dataset.topic}# `);
  }
  const sign = event.target.closest("[data-inserts]");
  if (sign) insert(sign.dataset.inserts);
});

let asking = 0;
text.addEventListener("input", () => {
  const begun = /#([^#\s]{1,30})$/.exec(text.value.slice(0, text.selectionStart));
  clearTimeout(asking);
  if (!begun) return;
  asking = setTimeout(async () => {
    const answer = await fetch(`${form.querySelector("[data-topics]").dataset.asks}?q=${encodeURIComponent(begun[1])}`, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok) return;
    const { topics } = await answer.json();
    ideas.replaceChildren(...topics.map(({ name }) => {
      const chip = document.createElement("button");
      chip.type = "button";
      chip.className = "chip";
      chip.dataset.topic = name;
      chip.textContent = `#${name}`;
      return chip;
    }));
  }, 300);
});

// --- the draft ---
const kept = document.querySelector("[data-kept]");
let waiting = 0;
let saving = null;
function changed() {
  if (!form.dataset.draft) return;
  clearTimeout(waiting);
  waiting = setTimeout(keep, KEEP_AFTER);
}

async function keep() {
  if (saving) { changed(); return; }
  const body = new FormData(form);
  body.delete("files");
  if (!String(body.get("title")).trim() && !String(body.get("text")).trim() && !body.getAll("pictures").some(Boolean)) return;
  saving = fetch(form.dataset.draft, { method: "POST", body: new URLSearchParams(body), headers: { "X-CSRFToken": csrf(), Accept: "application/json" } }).catch(() => null);
  const answer = await saving;
  saving = null;
  if (!answer?.ok) return;
  form.elements.note.value = (await answer.json()).id;
  kept.textContent = kept.dataset.words;
}

form.addEventListener("input", changed);
form.querySelector("[data-card-place]").addEventListener("htmx:afterSwap", changed);
form.addEventListener("submit", async (event) => {
  clearTimeout(waiting);
  if (!saving) return;
  event.preventDefault(); // a draft is on its way: wait, so that no second one is made
  await saving;
  form.requestSubmit(event.submitter);
});

// --- when ---
const when = form.querySelector("[data-when]");
const publish = document.querySelector("[data-publish]");
when?.addEventListener("input", () => { publish.textContent = when.value ? publish.dataset.later : publish.dataset.now; });
room();
