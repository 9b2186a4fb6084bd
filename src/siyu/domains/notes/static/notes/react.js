// ♥ and ☆ at once: shown as done, taken back when it was refused; the counter is the server's.
import { ask } from "./ask.js";
import { shortly } from "./figures.js";

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-react]");
  if (!form) return;
  event.preventDefault();
  const button = form.querySelector("button");
  const on = form.elements.on.value;
  if (button.dataset.busy) return;
  button.dataset.busy = "1";
  button.setAttribute("aria-pressed", on === "1" ? "true" : "false");
  const told = await ask(form.action, { on });
  delete button.dataset.busy;
  if (!told) { button.setAttribute("aria-pressed", on === "1" ? "false" : "true"); return; }
  form.elements.on.value = told.on ? "0" : "1";
  const count = form.querySelector("[data-count]");
  count.textContent = shortly(told[count.dataset.count]);
});
