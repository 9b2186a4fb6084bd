// The rail as a drawer on phones, and forms that send themselves when a choice is made.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-rail-toggle]")) {
    const open = document.body.dataset.rail !== "open";
    document.body.dataset.rail = open ? "open" : "closed";
    if (open) document.querySelector(".rail a, .rail button, .rail summary")?.focus();
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.body.dataset.rail === "open") document.body.dataset.rail = "closed";
});
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-sends]")) event.target.form.requestSubmit();
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-back]")) history.back();
  if (event.target.closest("[data-reload]")) location.reload();
});
// In the console a worker keeps the page for being offline; elsewhere, and without HTTPS, browsers do without it.
if (document.querySelector(".shell") && "serviceWorker" in navigator) {
  navigator.serviceWorker.register("/console/offline.js", { scope: "/console/" }).catch(() => {});
}
