// Groups and their conditions on the page: modes, adding, and moving by mouse, by keyboard and by buttons.
import { h, icon, menu, tool } from "./dom.js";
import { sentence } from "./sentences.js";
import { copy, create, find, place, step } from "./tree.js";

const TYPES = ["event", "sequence", "attr", "tier", "tag", "channel", "segment"];
const PICTURES = { event: "history", sequence: "play", attr: "chart", tier: "star", tag: "tag", channel: "shop", segment: "target" };

/**
 * @typedef {import("./sentences.js").Desk & {root: any, structured: (focus?: number) => void}} Builder
 */

/** @param {Builder} desk @param {any} group */
function adder(desk, group) {
  const { words, vocabulary } = desk;
  const put = (/** @type {string} */ type) => () => {
    const item = create(type, vocabulary);
    group.children.push(item);
    desk.structured(item.id);
  };
  const offered = TYPES.filter((type) => !["tag", "tier", "channel", "segment"].includes(type) || vocabulary[`${type}s`].length);
  return h("div", { class: "row adder" },
    menu(words.add, "plus", offered.map((type) => ({ word: words.types[type], hint: words.hints[type], icon: PICTURES[/** @type {"event"} */ (type)], act: put(type) }))),
    h("button", { type: "button", class: "button quiet small", on: { click: put("group") } }, icon("plus"), words.add_group));
}

/** @param {Builder} desk @param {any} item */
function tools(desk, item) {
  const { words } = desk;
  const remove = () => {
    const at = find(desk.root, item.id);
    if (!at) return;
    at.group.children.splice(at.index, 1);
    desk.structured((at.group.children[at.index] || at.group.children[at.index - 1] || at.group).id);
  };
  const twice = () => {
    const at = find(desk.root, item.id);
    if (!at) return;
    const twin = copy(item);
    at.group.children.splice(at.index + 1, 0, twin);
    desk.structured(twin.id);
  };
  const move = (/** @type {-1|1} */ by) => () => { step(desk.root, item.id, by); desk.structured(item.id); };
  return { remove, twice, up: move(-1), down: move(1), node: h("div", { class: "tools" },
    tool(words.up, "arrow-up", move(-1)), tool(words.down, "arrow-down", move(1)), tool(words.twice, "copy", twice), tool(words.remove, "trash", remove)) };
}

/** Keys on a condition: Alt + arrows move, Alt + D doubles, Alt + Delete removes. @param {KeyboardEvent} event @param {any} acts */
function onKey(event, acts) {
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const act = { ArrowUp: acts.up, ArrowDown: acts.down, Delete: acts.remove, Backspace: acts.remove, KeyD: acts.twice }[event.code];
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

/** @param {Builder} desk @param {any} item @param {HTMLElement} node @param {HTMLElement} handle */
function draggable(desk, item, node, handle) {
  handle.addEventListener("pointerdown", () => { node.draggable = true; });
  handle.addEventListener("pointerup", () => { node.draggable = false; });
  node.addEventListener("dragstart", (event) => {
    event.stopPropagation();
    event.dataTransfer?.setData("application/x-siyu-condition", String(item.id));
    node.classList.add("dragged");
  });
  node.addEventListener("dragend", () => { node.draggable = false; node.classList.remove("dragged"); });
  const half = (/** @type {DragEvent} */ event) => { const box = node.getBoundingClientRect(); return event.clientY < box.top + box.height / 2 ? "before" : "after"; };
  node.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("application/x-siyu-condition")) return;
    event.preventDefault();
    event.stopPropagation();
    node.dataset.drop = half(event);
  });
  node.addEventListener("dragleave", () => { delete node.dataset.drop; });
  node.addEventListener("drop", (event) => {
    const id = Number(event.dataTransfer?.getData("application/x-siyu-condition"));
    delete node.dataset.drop;
    if (!id) return;
    event.preventDefault();
    event.stopPropagation();
    if (place(desk.root, id, item.id, half(event))) desk.structured(id);
  });
}

/** @param {Builder} desk @param {any} leaf */
function condition(desk, leaf) {
  const acts = tools(desk, leaf);
  const handle = h("span", { class: "handle", title: desk.words.drag, "aria-hidden": "true" }, "⠿");
  const node = h("div", { class: "condition", id: `item-${leaf.id}`, tabindex: "-1", role: "group", "aria-label": desk.words.types[leaf.type], on: { keydown: (/** @type {KeyboardEvent} */ event) => onKey(event, acts) } },
    handle,
    h("div", { class: "words" }, ...sentence(desk, leaf), h("p", { class: "complaint", hidden: true })),
    acts.node);
  draggable(desk, leaf, node, handle);
  return node;
}

/** @param {Builder} desk @param {any} group */
function modes(desk, group) {
  const { words } = desk;
  const buttons = /** @type {const} */ (["all", "any", "none"]).map((mode) => h("button", {
    type: "button", class: "button small", "aria-pressed": String(group.mode === mode),
    on: { click: () => { group.mode = mode; desk.structured(group.id); } },
  }, words.modes[mode]));
  return h("div", { class: "button-group", role: "group", "aria-label": words.mode }, ...buttons);
}

/** The element of a group with everything inside. @param {Builder} desk @param {any} group @returns {HTMLElement} */
export function drawGroup(desk, group) {
  const outermost = group === desk.root;
  const acts = tools(desk, group);
  const handle = outermost ? null : h("span", { class: "handle", title: desk.words.drag, "aria-hidden": "true" }, "⠿");
  const children = group.children.map((/** @type {any} */ child, /** @type {number} */ index) => h("li", { dataset: index ? { link: desk.words.links[group.mode] } : {} },
    child.type === "group" ? drawGroup(desk, child) : condition(desk, child)));
  const node = h("section", { class: `condition-group ${group.mode}`, id: `item-${group.id}`, tabindex: "-1", "aria-label": desk.words.modes[group.mode], on: { keydown: (/** @type {KeyboardEvent} */ event) => { if (!outermost) onKey(event, acts); } } },
    h("header", { class: "row" }, handle, h("span", { class: "glue" }, desk.words.who), modes(desk, group), h("span", { class: "glue grow" }, desk.words.of_these), outermost ? null : acts.node),
    children.length ? h("ul", { class: "links" }, ...children) : h("p", { class: "soft nothing" }, desk.words.nothing),
    h("p", { class: "complaint", hidden: true }),
    adder(desk, group));
  if (handle) draggable(desk, group, node, handle);
  return node;
}
