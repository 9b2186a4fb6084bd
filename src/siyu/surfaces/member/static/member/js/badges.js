// Red dots: asked for again when the page is looked at anew, when somebody fires `badges` on the document, and when a
// notice comes over the socket (it is said in a toast as well).
import { join } from "../../realtime/socket.js";
import { toast } from "../../ui/js/toast.js";

const bar = document.querySelector("[data-badges]");
let last = Date.now();

async function look() {
  last = Date.now();
  const answer = await fetch(bar.dataset.badges, { headers: { Accept: "application/json" } }).catch(() => null);
  if (!answer?.ok) return;
  const { waiting } = await answer.json();
  for (const tab of bar.querySelectorAll("[data-tab]")) {
    const n = waiting[tab.dataset.tab] || 0;
    tab.querySelector(".red-dot").hidden = !n;
    tab.querySelector("[data-count]").textContent = n > 99 ? "99+" : n;
  }
}

function hear({ event, payload }) {
  if (event !== "notice") return;
  toast(payload.title);
  look();
}

if (bar) {
  document.addEventListener("visibilitychange", () => { if (!document.hidden && Date.now() - last > 5000) look(); });
  addEventListener("pageshow", (event) => { if (event.persisted) look(); });
  document.addEventListener("badges", look);
  if (bar.dataset.room) join(bar.dataset.room, { onEvent: hear, onGap: look });
}
