// The two columns of a .waterfall: each card spans as many rows of 1 px as it is high, so that no gap stays below it.
const GAP = 8;
const seen = new WeakSet();
const watch = new ResizeObserver((entries) => {
  for (const { target } of entries) target.style.gridRowEnd = `span ${Math.ceil(target.getBoundingClientRect().height) + GAP}`;
});

function lay(root) {
  for (const fall of root.querySelectorAll(".waterfall")) {
    for (const card of fall.children) {
      if (seen.has(card)) continue;
      seen.add(card);
      card.style.gridRowEnd = `span ${Math.ceil(card.getBoundingClientRect().height) + GAP}`;
      watch.observe(card);
    }
    fall.classList.add("laid");
  }
}
lay(document);
document.addEventListener("htmx:afterSettle", () => lay(document));
document.addEventListener("list-restored", () => lay(document));
