// [data-returns]: back in the history when we came from one of our own pages, else to the link's address.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-returns]");
  if (!link || event.metaKey || event.ctrlKey) return;
  const ours = document.referrer.startsWith(location.origin) && document.referrer !== location.href;
  if (!ours || history.length < 2) return;
  event.preventDefault();
  history.back();
});
