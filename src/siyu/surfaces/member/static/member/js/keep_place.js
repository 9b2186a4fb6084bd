// An endless list keeps its place: [data-keeps-place] is put back, with the scroll, when one returns to the page.
const list = document.querySelector("[data-keeps-place]");
const shelf = `place:${location.pathname}${location.search}`;
const LONGEST = 600_000; // letters; more would not fit beside other pages
const KEPT_MS = 30 * 60_000;

if (list) {
  const way = performance.getEntriesByType("navigation")[0]?.type;
  const kept = way === "back_forward" && JSON.parse(sessionStorage.getItem(shelf) || "null");
  if (kept && kept.of === list.dataset.keepsPlace && Date.now() - kept.at < KEPT_MS) {
    list.innerHTML = kept.body; // our own markup, as the server wrote it
    window.htmx?.process(list);
    document.dispatchEvent(new Event("list-restored"));
    requestAnimationFrame(() => scrollTo(0, kept.y));
  }
  addEventListener("pagehide", () => {
    const body = list.innerHTML;
    try {
      if (body.length < LONGEST) sessionStorage.setItem(shelf, JSON.stringify({ body, y: scrollY, at: Date.now(), of: list.dataset.keepsPlace }));
    } catch {
      sessionStorage.clear(); // full: the next page begins anew
    }
  });
}
