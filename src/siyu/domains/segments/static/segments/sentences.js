// One condition as a sentence with its controls inside. Changing a value tells `changed`; changing the shape `reshaped`.
import { choice, entry, h, icon, menu, tool, weave } from "./dom.js";

/**
 * @typedef {{vocabulary: any, words: Record<string, any>, changed: () => void, reshaped: () => void}} Desk
 * @typedef {import("./tree.js").Bound} Bound
 * @typedef {import("./tree.js").Where} Where
 */

/** @param {Desk} desk @param {string[]} allowed */
const opsOf = (desk, allowed) => {
  const names = allowed.includes("gte") && allowed.includes("lte") ? [...allowed, "between"] : allowed;
  return ["gte", "lte", "eq", "gt", "lt", "between"].filter((name) => names.includes(name)).map((name) => ({ name, word: desk.words.ops[name] }));
};

/** What to type for a value of a type. @param {string} type */
const fieldFor = (type) => ({
  fen: { inputmode: "decimal", class: "input inline amount" },
  instant: { type: "date" },
  text: { class: "input inline wordy" },
  month_day: { placeholder: "05-20", class: "input inline amount" },
}[type] || { type: "number", inputmode: "numeric", class: "input inline amount", min: "0" });

/** @param {Desk} desk @param {string} label @param {string} type @param {Bound} bound @param {string[]} allowed @param {string} unit */
function comparison(desk, label, type, bound, allowed, unit) {
  const { words } = desk;
  const valueOf = (/** @type {"value"|"to"} */ name) => {
    const given = type === "instant" ? bound[name].slice(0, 10) : bound[name];
    const input = entry(label, given, (value) => { bound[name] = value; desk.changed(); }, fieldFor(type));
    return type === "fen" ? [h("span", { class: "glue" }, "¥"), input] : [input];
  };
  const op = choice(words.comparison, bound.op, opsOf(desk, allowed), (value) => { bound.op = value; desk.reshaped(); });
  const parts = bound.op === "between" ? [op, ...valueOf("value"), h("span", { class: "glue" }, words.and), ...valueOf("to")] : [op, ...valueOf("value")];
  return [...parts, ...(unit ? [h("span", { class: "glue" }, unit)] : [])];
}

/** @param {Desk} desk @param {() => void} remove @param {(Node|string)[]} parts */
const clause = (desk, remove, ...parts) => h("span", { class: "clause" }, ...parts, tool(desk.words.drop_clause, "close", remove));

/** @param {Desk} desk @param {Where[]} where */
function filters(desk, where) {
  const { words, vocabulary } = desk;
  return where.map((one, index) => {
    const remove = () => { where.splice(index, 1); desk.reshaped(); };
    const set = (/** @type {number} */ at) => (/** @type {string} */ value) => { one.values[at] = value; desk.changed(); };
    if (one.bounds.length) return clause(desk, remove, words.fields.amount_fen, ...one.bounds.flatMap((bound) => comparison(desk, words.fields.amount_fen, "fen", bound, ["eq", "gt", "gte", "lt", "lte"], "")));
    const inputs = one.values.flatMap((value, at) => {
      const control = one.field === "channel"
        ? choice(words.fields.channel, value, vocabulary.channels, set(at))
        : entry(words.fields[one.field], value, set(at), { class: "input inline wordy" });
      return at ? [h("span", { class: "glue" }, words.or), control] : [control];
    });
    const more = tool(words.one_more_value, "plus", () => { one.values.push(one.field === "channel" ? vocabulary.channels[0]?.name ?? "" : ""); desk.reshaped(); });
    return clause(desk, remove, words.fields[one.field], ...inputs, more);
  });
}

/** Menu items that add a filter. @param {Desk} desk @param {Where[]} where */
function filterItems(desk, where) {
  const free = ["channel", "object_id", "object_type", "amount_fen"].filter((field) => !where.some((one) => one.field === field));
  return free.map((field) => ({
    word: desk.words.add_filter[field],
    act: () => {
      const amount = field === "amount_fen";
      where.push({ field, values: amount ? [] : [field === "channel" ? desk.vocabulary.channels[0]?.name ?? "" : ""], bounds: amount ? [{ op: "gte", value: "100", to: "" }] : [] });
      desk.reshaped();
    },
  }));
}

/** @param {Desk} desk @param {any} leaf */
function windowOf(desk, leaf) {
  const { words } = desk;
  const window = leaf.window;
  const modes = ["last", "between", "ever"].map((name) => ({ name, word: words.windows[name] }));
  const mode = choice(words.when, window.mode, modes, (value) => { window.mode = value; desk.reshaped(); });
  const set = (/** @type {string} */ name) => (/** @type {string} */ value) => { window[name] = value; desk.changed(); };
  if (window.mode === "last") return weave(words.window_last, { mode, days: entry(words.days, window.days, set("days"), fieldFor("number")) });
  if (window.mode === "ever") return [mode];
  const day = (/** @type {string} */ name) => entry(words[name], window[name].slice(0, 10), set(name), { type: "date" });
  return weave(words.window_between, { mode, from: day("from"), to: day("to") });
}

/** @param {Desk} desk @param {any} leaf */
function measures(desk, leaf) {
  const { words } = desk;
  return leaf.measures.map((/** @type {any} */ one, /** @type {number} */ index) => clause(
    desk,
    () => { leaf.measures.splice(index, 1); desk.reshaped(); },
    words.measures[one.name],
    ...comparison(desk, words.measures[one.name], one.name === "sum_fen" ? "fen" : "number", one.bound, ["eq", "gt", "gte", "lt", "lte"], words.units[one.name]),
  ));
}

/** @param {Desk} desk @param {any} leaf @param {"has"|"is"|"in"} pair */
const polarity = (desk, leaf, pair) => choice(
  desk.words.polarity, leaf.negated ? "no" : "yes",
  [{ name: "yes", word: desk.words.pairs[pair][0] }, { name: "no", word: desk.words.pairs[pair][1] }],
  (value) => { leaf.negated = value === "no"; desk.changed(); },
);

/** @param {Desk} desk @param {any} leaf */
function event(desk, leaf) {
  const { words, vocabulary } = desk;
  const kind = choice(words.kind, leaf.kind, vocabulary.kinds, (value) => { leaf.kind = value; desk.reshaped(); });
  const amounts = vocabulary.kinds.find((/** @type {any} */ one) => one.name === leaf.kind)?.amount;
  const addable = ["count", "sum_fen", "distinct_days"].filter((name) => name !== "sum_fen" || amounts);
  const items = addable.map((name) => ({
    word: words.add_measure[name],
    act: () => { leaf.measures.push({ name, bound: { op: "gte", value: name === "sum_fen" ? "1000" : "2", to: "" } }); desk.reshaped(); },
  }));
  return weave(words.event, {
    window: windowOf(desk, leaf), has: polarity(desk, leaf, "has"), kind,
    measures: measures(desk, leaf), where: filters(desk, leaf.where),
    more: menu(words.refine, "plus", [...items, ...filterItems(desk, leaf.where)], "button quiet small"),
  });
}

/** @param {Desk} desk @param {any} leaf */
function sequence(desk, leaf) {
  const { words, vocabulary } = desk;
  const steps = leaf.steps.flatMap((/** @type {any} */ step, /** @type {number} */ index) => [
    h("span", { class: "clause" },
      h("span", { class: "glue" }, index ? words.then : words.first),
      choice(words.kind, step.kind, vocabulary.kinds, (value) => { step.kind = value; desk.changed(); }),
      ...filters(desk, step.where),
      menu("", "filter", filterItems(desk, step.where), "button quiet small icon-only"),
      leaf.steps.length > 2 ? tool(words.drop_step, "close", () => { leaf.steps.splice(index, 1); desk.reshaped(); }) : null),
  ]);
  for (const summary of steps.flatMap((/** @type {any} */ step) => [...step.querySelectorAll("summary.icon-only")])) summary.setAttribute("aria-label", words.refine);
  const days = entry(words.days, leaf.days, (value) => { leaf.days = value; desk.changed(); }, fieldFor("number"));
  const more = h("button", { type: "button", class: "button quiet small", on: { click: () => { leaf.steps.push({ kind: "order.paid", where: [] }); desk.reshaped(); } } }, icon("plus"), words.one_more_step);
  return weave(words.sequence, { has: polarity(desk, leaf, "has"), steps, days, more });
}

/** @param {Desk} desk @param {any} leaf */
function attribute(desk, leaf) {
  const { words, vocabulary } = desk;
  const found = vocabulary.attributes.find((/** @type {any} */ one) => one.name === leaf.name) ?? { type: "number", ops: ["eq"] };
  const name = choice(words.attribute, leaf.name, vocabulary.attributes, (value) => {
    const next = vocabulary.attributes.find((/** @type {any} */ one) => one.name === value);
    leaf.name = value;
    leaf.bounds = [{ op: next.ops.includes("gte") ? "gte" : "eq", value: next.start ?? "", to: "" }];
    desk.reshaped();
  });
  const bounds = leaf.bounds.flatMap((/** @type {Bound} */ bound) => comparison(desk, words.value, found.type, bound, found.ops, found.unit || ""));
  return weave(words.attr, { name, bounds });
}

/** @param {Desk} desk @param {any} leaf */
function named(desk, leaf) {
  const { words, vocabulary } = desk;
  const offered = { tag: vocabulary.tags, tier: vocabulary.tiers, segment: vocabulary.segments, channel: vocabulary.channels }[/** @type {"tag"} */ (leaf.type)];
  const value = choice(words.types[leaf.type], leaf.value, offered, (chosen) => { leaf.value = chosen; desk.changed(); });
  const pair = leaf.type === "tier" ? "is" : leaf.type === "segment" ? "in" : "has";
  return weave(words[leaf.type], { has: polarity(desk, leaf, pair), value });
}

const WRITERS = { event, sequence, attr: attribute };

/** The sentence of a leaf. @param {Desk} desk @param {any} leaf @returns {(Node|string)[]} */
export const sentence = (desk, leaf) => (WRITERS[/** @type {"event"} */ (leaf.type)] || named)(desk, leaf);
