// Toasts: the server says one by the event `toast` {text, undo, bad} (HX-Trigger) or as a message in the page.
import { say } from "./words.js";
import { csrf } from "./csrf.js";

const SHOWN_MS = 9000;

function keep(item) {
  setTimeout(() => item.matches(":hover, :focus-within") ? keep(item) : item.remove(), SHOWN_MS);
}

export function toast(text, { undo = "", bad = false } = {}) {
  const item = document.createElement("li");
  item.className = bad ? "toast bad" : "toast";
  const words = document.createElement("span");
  words.className = "grow";
  words.textContent = text;
  item.append(words);
  if (undo) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "undo";
    button.dataset.undo = undo;
    button.textContent = say("undo");
    item.append(button);
  }
  const home = document.querySelector("dialog[open] .toasts") || document.getElementById("toasts");
  home.append(item);
  keep(item);
}

document.addEventListener("toast", (event) => toast(event.detail.text, event.detail));
document.querySelectorAll("[data-toast]").forEach(keep);
document.addEventListener("click", async (event) => {
  if (event.target.closest("[data-dismiss]")) event.target.closest(".toast").remove();
  const button = event.target.closest("[data-undo]");
  if (!button) return;
  button.disabled = true;
  const answer = await fetch(button.dataset.undo, { method: "POST", headers: { "X-CSRFToken": csrf() } }).catch(() => null);
  const elsewhere = answer?.ok && answer.headers.get("Location"); // a long undo goes on in the background
  if (elsewhere) location.assign(elsewhere);
  else if (answer?.ok) location.reload();
  else toast(say("failed"), { bad: true });
});
document.addEventListener("htmx:responseError", (event) => {
  if (!event.detail.xhr.getResponseHeader("HX-Trigger")) toast(say("failed"), { bad: true }); // else the answer says why
});
document.addEventListener("htmx:sendError", () => toast(say("offline"), { bad: true }));
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  toast(say("copied"));
});
