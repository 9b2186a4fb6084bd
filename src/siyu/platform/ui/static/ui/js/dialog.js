// Dialogs and sheets: [data-opens="#id"] opens, [data-closes] closes, a dialog swapped into #over opens by itself.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) {
    const dialog = document.querySelector(opener.dataset.opens);
    if (dialog && !dialog.open) dialog.showModal();
    return;
  }
  const closer = event.target.closest("[data-closes]");
  if (closer) closer.closest("dialog")?.close();
  else if (event.target instanceof HTMLDialogElement) event.target.close(); // a press on the veil
});
document.addEventListener("htmx:afterSwap", (event) => {
  const dialog = event.target.querySelector?.("dialog[data-shows]");
  if (dialog && !dialog.open) dialog.showModal();
});
document.addEventListener("close-dialogs", () => {
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
});
for (const dialog of document.querySelectorAll("dialog[data-shows]")) dialog.showModal();
