// The drop zone: lists what was chosen, sends it with a progress bar, and shows what is wrong beside the file.
import { csrf } from "../ui/js/csrf.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("upload"));
const words = JSON.parse(/** @type {any} */ (document.getElementById("upload-words")).textContent);
const input = /** @type {HTMLInputElement} */ (form.querySelector("input[type=file]"));
const list = /** @type {HTMLElement} */ (form.querySelector("[data-chosen]"));
const bar = /** @type {HTMLElement} */ (form.querySelector("[data-sending]"));
const send = /** @type {HTMLButtonElement} */ (form.querySelector("[data-send]"));
const trouble = /** @type {HTMLElement} */ (form.querySelector("[data-trouble]"));
const most = Number(form.dataset.most);
/** @type {File[]} */
let files = [];
/** @type {XMLHttpRequest|null} */
let request = null;

/** @param {number} bytes */
const size = (bytes) => (bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`);

/** @param {string} tag @param {string} look @param {...(Node|string)} inside */
function make(tag, look, ...inside) {
  const node = document.createElement(tag);
  node.className = look;
  node.append(...inside);
  return node;
}

function picture(/** @type {string} */ name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.append(use);
  return svg;
}

/** @param {Record<string, string>} wrong message by file name */
function show(wrong = {}) {
  list.replaceChildren(...files.map((file, index) => {
    const remove = /** @type {HTMLButtonElement} */ (make("button", "button quiet small icon-only", picture("close")));
    remove.type = "button";
    remove.setAttribute("aria-label", words.remove.replace("%(name)s", file.name));
    remove.addEventListener("click", () => { files.splice(index, 1); show(); });
    const row = make("li", "", picture("file"), make("span", "grow truncate", file.name), make("span", "soft tiny nowrap", size(file.size)), remove);
    if (!wrong[file.name]) return row;
    row.classList.add("wrong");
    const words_ = make("p", "complaint", wrong[file.name]);
    row.append(words_);
    return row;
  }));
  list.hidden = !files.length;
  send.disabled = !files.length;
}

input.addEventListener("change", () => {
  for (const file of input.files || []) {
    if (!files.some((one) => one.name === file.name && one.size === file.size)) files.push(file);
  }
  input.value = "";
  trouble.hidden = true;
  const big = Object.fromEntries(files.filter((file) => file.size > most).map((file) => [file.name, words.too_big]));
  const empty = Object.fromEntries(files.filter((file) => file.size === 0).map((file) => [file.name, words.empty]));
  show({ ...big, ...empty });
  if (Object.keys({ ...big, ...empty }).length) send.disabled = true;
});

/** @param {boolean} busy */
function sending(busy) {
  bar.hidden = !busy;
  send.hidden = busy;
  form.classList.toggle("busy", busy);
}

function fail(/** @type {any} */ said) {
  sending(false);
  const wrong = Object.fromEntries((said?.files ?? []).map((/** @type {any} */ one) => [one.name, one.message]));
  show(wrong);
  trouble.querySelector("span")?.replaceChildren(said?.message || words.failed);
  trouble.hidden = false;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!files.length) return;
  const body = new FormData();
  for (const file of files) body.append("files", file, file.name);
  request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("X-CSRFToken", csrf());
  request.setRequestHeader("Accept", "application/json");
  request.responseType = "json";
  const progress = /** @type {HTMLProgressElement} */ (bar.querySelector("progress"));
  const label = /** @type {HTMLElement} */ (bar.querySelector("[data-share]"));
  request.upload.addEventListener("progress", (moved) => {
    progress.max = moved.total;
    progress.value = moved.loaded;
    label.textContent = moved.loaded < moved.total ? `${size(moved.loaded)} / ${size(moved.total)}` : words.looking;
  });
  request.addEventListener("load", () => {
    const answer = /** @type {XMLHttpRequest} */ (request);
    if (answer.status === 200 && answer.response?.url) location.assign(answer.response.url);
    else fail(answer.response);
  });
  request.addEventListener("error", () => fail({ message: words.offline }));
  request.addEventListener("abort", () => fail({ message: words.stopped }));
  sending(true);
  trouble.hidden = true;
  request.send(body);
});

form.querySelector("[data-stop]")?.addEventListener("click", () => request?.abort());
show();
