// The segment builder: sentences at the left, who that is at the right.
import { toast } from "../ui/js/toast.js";
import { expertView } from "./expert.js";
import { drawGroup } from "./groups.js";
import { complaintOf, liveCount, post } from "./live.js";
import { fromJson, itemAt, toJson } from "./tree.js";

const KEPT_STEPS = 100;
const page = document.getElementById("builder");
const { vocabulary, words, urls, tree: given, slug } = JSON.parse(/** @type {any} */ (document.getElementById("builder-data")).textContent);
const at = (/** @type {string} */ selector) => /** @type {any} */ (page?.querySelector(selector));
const [canvas, nameField, asOf, undoButton, saveButton, nameComplaint] = [".canvas", "[name=name]", "[name=as_of]", "[data-undo-step]", "[data-save]", "[data-name-complaint]"].map(at);

let dirty = false;
/** @type {any[]} */
const past = [];
let paths = new Map();

const desk = { root: fromJson(given), vocabulary, words, changed, reshaped: () => structured(), structured };
let snapshot = structuredClone(desk.root);

function treeNow() {
  const written = toJson(desk.root, vocabulary);
  paths = written.paths;
  return written.tree;
}

const live = liveCount({ urls, panel: at(".live"), mini: at("[data-mini]"), words, tree: treeNow, asOf: () => asOf.value, complained });
const expert = expertView({ box: at(".expert"), urls, words, tree: treeNow, take: (tree) => { desk.root = fromJson(tree); structured(); } });

function remember() {
  past.push(snapshot);
  if (past.length > KEPT_STEPS) past.shift();
  snapshot = structuredClone(desk.root);
  undoButton.disabled = false;
}

function changed() {
  dirty = true;
  remember();
  expert.follow();
  live.soon();
}

/** Draw all sentences anew, and keep the keyboard where it was. @param {number=} focus */
function draw(focus) {
  const active = /** @type {HTMLElement|null} */ (document.activeElement);
  const home = active?.closest(".condition, .condition-group");
  const label = active?.getAttribute("aria-label") || active?.textContent;
  canvas.replaceChildren(drawGroup(desk, desk.root));
  if (focus !== undefined) {
    const item = document.getElementById(`item-${focus}`);
    /** @type {HTMLElement|null} */ (item?.querySelector(".words :is(select, input)") || item)?.focus();
  } else if (home && label) {
    const again = [.../** @type {any} */ (document.getElementById(home.id)?.querySelectorAll("button, select, input, summary") ?? [])];
    again.find((one) => (one.getAttribute("aria-label") || one.textContent) === label)?.focus();
  }
}

/** @param {number=} focus */
function structured(focus) {
  draw(focus);
  changed();
}

function undo() {
  const before = past.pop();
  if (!before) return;
  desk.root = before;
  snapshot = structuredClone(before);
  undoButton.disabled = !past.length;
  draw();
  expert.follow();
  live.soon();
}

/** Put a complaint beside the sentence that it is about. @param {import("./live.js").Complaint|null} complaint */
function complained(complaint) {
  for (const item of canvas.querySelectorAll(".wrong")) item.classList.remove("wrong");
  for (const place of canvas.querySelectorAll(".complaint")) place.hidden = true;
  if (!complaint) return;
  const id = itemAt(complaint.path || "", paths);
  const item = document.getElementById(`item-${id}`) || canvas.firstElementChild;
  item?.classList.add("wrong");
  const place = item?.querySelector(":scope > .complaint, :scope > .words > .complaint");
  if (place) { place.textContent = complaint.message; place.hidden = false; }
}

async function save() {
  nameComplaint.hidden = true;
  if (!nameField.value.trim()) {
    nameComplaint.hidden = false;
    nameField.focus();
    return;
  }
  saveButton.disabled = true;
  const answer = await post(urls.save, { name: nameField.value, tree: treeNow(), slug }).catch(() => null);
  saveButton.disabled = false;
  if (answer?.ok) {
    dirty = false;
    location.assign((await answer.json()).url);
    return;
  }
  const said = answer ? await complaintOf(answer, words) : { message: words.offline };
  complained(said.path === undefined ? null : said);
  toast(said.message, { bad: true });
}

nameField.addEventListener("input", () => { dirty = true; nameComplaint.hidden = true; });
asOf.addEventListener("change", live.now);
undoButton.addEventListener("click", undo);
saveButton.addEventListener("click", save);
document.addEventListener("keydown", (event) => {
  const command = event.metaKey || event.ctrlKey;
  if (command && event.key.toLowerCase() === "s") { event.preventDefault(); save(); }
  if (command && event.key.toLowerCase() === "z" && !(/** @type {HTMLElement} */ (event.target).closest("input, textarea"))) { event.preventDefault(); undo(); }
});
window.addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });

draw();
expert.follow();
live.now();
