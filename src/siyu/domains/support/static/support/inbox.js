// The list of the shared inbox: fetched again, at most once a second, when a thread anywhere in it has changed.
import { join } from "../realtime/socket.js";

const PAUSE = 1_000; // ms that changes are gathered for
const setup = JSON.parse(document.getElementById("desk-setup").textContent);
let timer = 0;

function soon() {
  timer ||= setTimeout(refresh, PAUSE);
}

async function refresh() {
  timer = 0;
  const list = document.getElementById("inbox-list");
  if (new URLSearchParams(location.search).has("cursor")) return;
  const answer = await fetch(list.dataset.rows, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok) return;
  const box = document.createElement("template");
  box.innerHTML = await answer.text(); // a fragment that our own templates drew and escaped
  const fresh = box.content.getElementById("inbox-list");
  if (!fresh) return;
  const top = list.scrollTop;
  list.replaceWith(fresh);
  fresh.scrollTop = top;
}

join(setup.room, {
  onEvent({ event, payload }) {
    if (event !== "thread") return;
    if (payload.what !== "looking" || payload.read) soon();
    document.dispatchEvent(new CustomEvent("thread", { detail: payload }));
  },
  onGap() {
    soon();
  },
});
