// Makes elements. Text is always set as text; nothing here parses HTML.

/**
 * @param {string} tag @param {Record<string, any>=} attrs `on` holds listeners, `dataset` data-*; false and null are left out
 * @param {...(Node|string|null|false|undefined|(Node|string)[])} children
 * @returns {any}
 */
export function h(tag, attrs = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attrs || {})) {
    if (value === false || value === null || value === undefined) continue;
    if (name === "on") for (const [event, act] of Object.entries(value)) node.addEventListener(event, act);
    else if (name === "dataset") Object.assign(node.dataset, value);
    else if (name === "value") /** @type {any} */ (node).value = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(.../** @type {any[]} */ (children.flat().filter((child) => child !== null && child !== false && child !== undefined)));
  return node;
}

/** @param {string} name @param {string} size */
export function icon(name, size = "small") {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", `icon ${size}`);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.append(use);
  return svg;
}

/** Fill the places of a sentence: `in the last {days} days`. @param {string} sentence @param {Record<string, any>} parts @returns {(Node|string)[]} */
export function weave(sentence, parts) {
  return sentence.split(/(\{\w+\})/).flatMap((piece) => {
    const name = /^\{(\w+)\}$/.exec(piece)?.[1];
    if (name) return [parts[name] ?? []].flat();
    const text = piece.trim();
    return text ? [h("span", { class: "glue" }, text)] : [];
  });
}

/**
 * A drop-down inside a sentence. A chosen value that is not offered stays, marked as unknown.
 * @param {string} label @param {string} value @param {{name: string, word: string, group?: string}[]} options @param {(value: string) => void} set
 */
export function choice(label, value, options, set) {
  const known = options.some((one) => one.name === value);
  const all = known || value === "" ? options : [{ name: value, word: `${value} ?` }, ...options];
  const groups = [...new Set(all.map((one) => one.group || ""))];
  const option = (/** @type {any} */ one) => h("option", { value: one.name, selected: one.name === value }, one.word);
  const filled = groups.flatMap((group) => {
    const inside = all.filter((one) => (one.group || "") === group).map(option);
    return group ? [h("optgroup", { label: group }, ...inside)] : inside;
  });
  const select = h("select", { class: "input inline", "aria-label": label, on: { change: () => set(select.value) } }, ...filled);
  select.value = value;
  return select;
}

/**
 * A field inside a sentence.
 * @param {string} label @param {string} value @param {(value: string) => void} set @param {Record<string, any>=} attrs
 */
export function entry(label, value, set, attrs = {}) {
  const input = h("input", { class: "input inline", "aria-label": label, autocomplete: "off", ...attrs, on: { input: () => set(input.value) } });
  input.value = value;
  return input;
}

/** @param {string} label @param {string} name @param {() => void} act @param {string} extra */
export const tool = (label, name, act, extra = "") => h("button", { type: "button", class: `button quiet small icon-only ${extra}`, title: label, "aria-label": label, on: { click: act } }, icon(name));

/** A menu as the design system has them. @param {string} label @param {string} name @param {{word: string, hint?: string, icon?: string, act: () => void}[]} items @param {string} look */
export function menu(label, name, items, look = "button small") {
  const box = h("details", { class: "menu" },
    h("summary", { class: look }, icon(name), label),
    h("div", { class: "items" }, ...items.map((item) => h("button", { type: "button", on: { click: () => { box.open = false; item.act(); } } },
      item.icon ? icon(item.icon, "") : null,
      h("span", { class: "grow" }, item.word, item.hint ? h("span", { class: "menu-hint" }, item.hint) : null)))));
  return box;
}
