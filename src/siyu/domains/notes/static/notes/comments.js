// Saying something, answering, liking and pinning comments.
import { ask } from "./ask.js";
import { shortly } from "./figures.js";

const sheet = document.querySelector("#say");
const form = document.querySelector("[data-comment-form]");

function open(answers = "", name = "") {
  if (!sheet) return;
  const title = sheet.querySelector("[data-say-title]");
  title.textContent = answers ? `${title.dataset.answer} ${name}` : title.dataset.plain;
  if (form.elements.answers.value !== answers) form.elements.text.value = "";
  form.elements.answers.value = answers;
  form.elements.nonce.value ||= crypto.randomUUID();
  sheet.showModal();
  form.elements.text.focus();
}

function counted(step) {
  for (const place of document.querySelectorAll("[data-comments]")) {
    const now = Number(place.textContent.replaceAll(",", ""));
    if (!Number.isNaN(now)) place.textContent = shortly(now + step);
  }
}

document.addEventListener("click", async (event) => {
  const target = event.target;
  if (target.closest("[data-say]")) return open();
  const answer = target.closest("[data-answer]:not([data-say-title])");
  if (answer) return open(answer.dataset.answer, answer.dataset.name);
  const like = target.closest("[data-like]");
  if (like) {
    const on = like.getAttribute("aria-pressed") === "true" ? "0" : "1";
    const told = await ask(like.dataset.like, { on });
    if (!told) return;
    like.setAttribute("aria-pressed", told.on ? "true" : "false");
    like.querySelector("span").textContent = told.likes ? shortly(told.likes) : "";
    return;
  }
  const posts = target.closest("[data-posts]");
  if (posts) await ask(posts.dataset.posts, { on: posts.dataset.on });
});

form?.addEventListener("htmx:afterRequest", (event) => {
  if (event.target !== form || !event.detail.successful) return;
  const box = document.createElement("template");
  box.innerHTML = event.detail.xhr.responseText;
  const said = box.content.firstElementChild;
  const thread = form.elements.answers.value && document.getElementById(`one-${form.elements.answers.value}`)?.closest(".thread");
  const list = thread ? thread.querySelector("[data-answers]") : document.querySelector("[data-comment-list]");
  if (!said || !list) return location.reload();
  document.querySelector("[data-empty]")?.remove();
  if (thread) list.append(said); else list.prepend(said);
  window.htmx?.process(said);
  counted(1);
  form.reset();
  form.elements.nonce.value = "";
  sheet.close();
  said.scrollIntoView({ block: "nearest" });
});

document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful && /\/(delete|hide)\/$/.test(event.detail.pathInfo?.requestPath ?? "")) counted(-1);
});
