// Finds charts in the page; the library is fetched when the first one is near the screen.
let drawing;
const load = () => (drawing ??= import("./chart.js"));

const near = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (!entry.isIntersecting) continue;
    near.unobserve(entry.target);
    load().then(({ draw }) => draw(entry.target));
  }
}, { rootMargin: "200px" });

export function drawAll(root) {
  for (const frame of root.querySelectorAll?.("[data-chart]") ?? []) {
    if (frame.dataset.drawn) continue;
    frame.dataset.drawn = "waiting";
    near.observe(frame);
  }
}
