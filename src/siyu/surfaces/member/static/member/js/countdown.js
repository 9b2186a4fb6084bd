// [data-wait="58"] on a button: closed for so many seconds, its words followed by how long.
function wait(button) {
  const words = button.textContent.trim();
  let left = Number(button.dataset.wait);
  button.removeAttribute("data-wait");
  if (!left) return;
  button.disabled = true;
  const step = () => {
    button.textContent = left > 0 ? `${words} (${left})` : words;
    button.disabled = left > 0;
    if (left-- > 0) setTimeout(step, 1000);
  };
  step();
}
document.querySelectorAll("[data-wait]").forEach(wait);
document.addEventListener("htmx:afterSettle", (event) => event.target.querySelectorAll?.("[data-wait]").forEach(wait));
