// Reports which notes were on screen and for how long, in batches: `[data-note][data-observed]`. Nothing else is watched.
import { csrf } from "../ui/js/csrf.js";

const HALF_A_MINUTE = 30_000;
const looks = new Map(); // element → {event, note, seconds, since}

const watch = new IntersectionObserver((seen) => {
  for (const one of seen) {
    const look = looks.get(one.target);
    if (one.isIntersecting && !look.since && !document.hidden) look.since = performance.now();
    if (!one.isIntersecting) pause(look);
  }
}, { threshold: 0.2 });

function pause(look) {
  if (look.since) look.seconds += (performance.now() - look.since) / 1000;
  look.since = 0;
}

function begin(root) {
  for (const element of root.querySelectorAll("[data-note][data-observed]")) {
    if (looks.has(element)) continue;
    looks.set(element, { event: crypto.randomUUID(), note: element.dataset.note, seconds: 0, since: 0, sent: -1 });
    watch.observe(element);
  }
}

function report() {
  const views = [];
  for (const look of looks.values()) {
    const running = Boolean(look.since);
    pause(look);
    if (running && !document.hidden) look.since = performance.now();
    const seconds = Math.round(look.seconds);
    if (look.seconds >= 1 && seconds > look.sent) views.push({ event: look.event, note: look.note, seconds });
    if (seconds > look.sent) look.sent = seconds;
    if (views.length === 50) break;
  }
  if (!views.length) return;
  fetch("/collect/", { method: "POST", body: JSON.stringify({ views }), keepalive: true, headers: { "Content-Type": "application/json", "X-CSRFToken": csrf() } }).catch(() => {});
}

begin(document);
document.addEventListener("htmx:afterSettle", (event) => begin(event.target));
document.addEventListener("visibilitychange", () => {
  if (document.hidden) report();
  else for (const [element, look] of looks) { watch.unobserve(element); watch.observe(element); look.since = 0; }
});
addEventListener("pagehide", report);
setInterval(report, HALF_A_MINUTE);
setTimeout(report, 3_000);
