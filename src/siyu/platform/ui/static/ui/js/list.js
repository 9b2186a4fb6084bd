// Lists: ticking rows shows the bulk bar of the same form; the head's box ticks all rows of the page.
function refresh(form) {
  const rows = [...form.querySelectorAll("input[data-row]")];
  const ticked = rows.filter((row) => row.checked).length;
  const bar = form.querySelector("[data-bulk]");
  const head = form.querySelector("input[data-all-rows]");
  if (head) { head.checked = ticked > 0 && ticked === rows.length; head.indeterminate = ticked > 0 && ticked < rows.length; }
  if (!bar) return;
  bar.hidden = ticked === 0;
  for (const place of bar.querySelectorAll("[data-ticked]")) place.textContent = ticked;
  const more = bar.querySelector("[data-all-matching]");
  if (more) more.hidden = ticked < rows.length;
}
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-list]");
  if (!form) return;
  if (event.target.matches("[data-all-rows]")) {
    for (const row of form.querySelectorAll("input[data-row]")) row.checked = event.target.checked;
  }
  if (event.target.matches("[data-all-rows], [data-row]")) refresh(form);
});
document.addEventListener("click", (event) => {
  const clear = event.target.closest("[data-untick]");
  if (!clear) return;
  const form = clear.closest("form");
  for (const row of form.querySelectorAll("input[data-row], input[data-all-rows]")) row.checked = false;
  refresh(form);
});
// A key pressed outside of any control does what the page's [data-key] says: the review queue is worked by keyboard.
document.addEventListener("keydown", (event) => {
  if (event.metaKey || event.ctrlKey || event.altKey || event.target.closest("input, textarea, select, dialog[open], [contenteditable]")) return;
  const target = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (target) { event.preventDefault(); target.matches("input") ? target.focus() : target.click(); }
});
