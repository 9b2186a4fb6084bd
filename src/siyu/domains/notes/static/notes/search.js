// What was searched before, kept in this browser alone; and ideas that go away when one turns to something else.
const SHELF = "searched";
const MOST = 12;
const read = () => { try { return JSON.parse(localStorage.getItem(SHELF)) || []; } catch { return []; } };

const form = document.querySelector("[data-search]");
const words = new URLSearchParams(location.search).get("q")?.trim();
if (words) localStorage.setItem(SHELF, JSON.stringify([words, ...read().filter((one) => one !== words)].slice(0, MOST)));

const place = document.querySelector("[data-history]");
function show() {
  const past = read();
  place.hidden = !past.length;
  if (!past.length) return;
  const [title, forget] = place.dataset.history.split("|");
  const head = Object.assign(document.createElement("h2"), { className: "section-title", textContent: title });
  const away = Object.assign(document.createElement("button"), { type: "button", className: "button quiet small", textContent: forget });
  away.addEventListener("click", () => { localStorage.removeItem(SHELF); show(); });
  head.append(away);
  const list = Object.assign(document.createElement("div"), { className: "past" });
  list.append(...past.map((one) => Object.assign(document.createElement("a"), { className: "chip", href: `?q=${encodeURIComponent(one)}`, textContent: one })));
  place.replaceChildren(head, list);
}
if (place) show();

const ideas = document.querySelector("#ideas");
document.addEventListener("click", (event) => { if (!event.target.closest("#ideas, [data-search]")) ideas.replaceChildren(); });
form?.addEventListener("keydown", (event) => { if (event.key === "Escape") ideas.replaceChildren(); });
