// Reports which cards came into view (for the counts of their accounts, nothing about you), and plays films on screen.
import { csrf } from "../ui/js/csrf.js";

const SECONDS = 10;
const known = new WeakSet();
const waiting = {}; // surface → ids not reported yet

const watch = new IntersectionObserver((seen) => {
  for (const { target, isIntersecting } of seen) {
    const film = target.querySelector("[data-film]");
    if (film) isIntersecting ? film.play().catch(() => {}) : film.pause();
    if (!isIntersecting || target.dataset.counted) continue;
    target.dataset.counted = "1"; // stays with the list when it is put back
    (waiting[target.closest("[data-surface]").dataset.surface] ||= []).push(target.dataset.card);
    if (!film) watch.unobserve(target);
  }
}, { threshold: 0.5 });

function begin() {
  for (const card of document.querySelectorAll("[data-surface] [data-card]")) {
    if (known.has(card)) continue;
    known.add(card);
    watch.observe(card);
  }
}

function report() {
  const cards = {};
  for (const [surface, ids] of Object.entries(waiting)) {
    if (ids.length) cards[surface] = ids.splice(0, 50);
  }
  if (!Object.keys(cards).length) return;
  const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf() };
  fetch("/collect/", { method: "POST", body: JSON.stringify({ views: [], cards }), keepalive: true, headers }).catch(() => {});
}

begin();
document.addEventListener("htmx:afterSettle", begin);
document.addEventListener("list-restored", begin);
document.addEventListener("visibilitychange", () => { if (document.hidden) report(); });
addEventListener("pagehide", report);
setInterval(report, SECONDS * 1000);
