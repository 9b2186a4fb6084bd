// The tree as people edit it, to and from the JSON of docs/contracts/segment-tree.md. Pure: knows no page.
// An edited leaf says "not" by itself (`negated`), a group by its mode, so that sentences read as people speak.

/**
 * @typedef {{op: string, value: string, to: string}} Bound  one comparison; `between` uses `to` as well
 * @typedef {{name: string, bound: Bound}} Measure           count, sum_fen or distinct_days
 * @typedef {{field: string, values: string[], bounds: Bound[]}} Where  equal to one of the values, or (amounts) within bounds
 * @typedef {{kind: string, where: Where[]}} Step
 * @typedef {{id: number, type: "group", mode: "all"|"any"|"none", children: Item[]}} Group
 * @typedef {{id: number, type: string, negated: boolean, [detail: string]: any}} Leaf
 * @typedef {Group|Leaf} Item
 */

let last = 0;
const fresh = () => ++last;
const MEASURES = ["count", "sum_fen", "distinct_days"];
const OPS = ["eq", "gt", "gte", "lt", "lte"];
const FEN = new Set(["sum_fen", "amount_fen", "net_paid_fen", "refunded_fen"]);

/** Fen to what people type as yuan; text, never a float. @param {number|string} fen */
export function toYuan(fen) {
  const text = String(fen);
  if (!/^-?\d+$/.test(text)) return text;
  const sign = text.startsWith("-") ? "-" : "";
  const digits = text.replace("-", "").padStart(3, "0");
  const rest = digits.slice(-2);
  return sign + digits.slice(0, -2) + (rest === "00" ? "" : `.${rest}`);
}

/** Yuan as typed to fen; what is no amount goes through as it is, for the server to refuse at its path. @param {string} text */
export function toFen(text) {
  const found = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(text.trim().replaceAll(",", ""));
  return found ? Number(found[1] + found[2] + (found[3] || "").padEnd(2, "0")) : text;
}

const number = (/** @type {string} */ text) => (/^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text);
const shown = (/** @type {string} */ name, /** @type {any} */ value) => (FEN.has(name) ? toYuan(value) : String(value));

/** @param {string} name @param {Record<string, any>} cmp @returns {Bound[]} */
function readBounds(name, cmp) {
  const ops = OPS.filter((op) => op in cmp);
  if (ops.length === 2 && "gte" in cmp && "lte" in cmp) return [{ op: "between", value: shown(name, cmp.gte), to: shown(name, cmp.lte) }];
  return ops.map((op) => ({ op, value: shown(name, cmp[op]), to: "" }));
}

/** @param {string} name @param {Bound} bound @param {"number"|"text"} sort */
function writeBound(name, bound, sort = "number") {
  const convert = (/** @type {string} */ text) => (FEN.has(name) ? toFen(text) : sort === "text" ? text : number(text));
  if (bound.op === "between") return { gte: convert(bound.value), lte: convert(bound.to) };
  return { [bound.op]: convert(bound.value) };
}

/** @param {Record<string, any>=} where @returns {Where[]} */
function readWhere(where) {
  return Object.entries(where || {}).map(([field, value]) => {
    const compared = value !== null && typeof value === "object" && !Array.isArray(value);
    return { field, values: compared ? [] : [value].flat().map((one) => shown(field, one)), bounds: compared ? readBounds(field, value) : [] };
  });
}

/** @param {Where[]} where */
function writeWhere(where) {
  const kept = where.filter((one) => one.bounds.length || one.values.some((value) => value !== ""));
  return Object.fromEntries(kept.map(({ field, values, bounds }) => {
    if (bounds.length) return [field, Object.assign({}, ...bounds.map((bound) => writeBound(field, bound)))];
    const all = values.filter((value) => value !== "").map((value) => (FEN.has(field) ? toFen(value) : value));
    return [field, all.length === 1 ? all[0] : all];
  }));
}

/** A new condition of a type, with values that make sense at once. @param {string} type @param {any} vocabulary @returns {Item} */
export function create(type, vocabulary) {
  const base = { id: fresh(), type, negated: false };
  const first = (/** @type {any[]} */ list, key = "name") => list[0]?.[key] ?? "";
  switch (type) {
    case "group": return { id: fresh(), type: "group", mode: "any", children: [create("event", vocabulary)] };
    case "event": return { ...base, kind: "order.paid", where: [], window: { mode: "last", days: "90", from: "", to: "" }, measures: [] };
    case "sequence": return { ...base, days: "7", steps: [{ kind: "live.entered", where: [] }, { kind: "order.paid", where: [] }] };
    case "attr": return { ...base, name: "orders", bounds: [{ op: "gte", value: "2", to: "" }] };
    case "tag": return { ...base, value: first(vocabulary.tags) };
    case "tier": return { ...base, value: first(vocabulary.tiers) };
    case "segment": return { ...base, value: first(vocabulary.segments) };
    default: return { ...base, value: first(vocabulary.channels) };
  }
}

/** @param {any} node @returns {Item} */
function readLeaf(node) {
  const base = { id: fresh(), negated: false };
  if ("event" in node) {
    const mode = "within_days" in node ? "last" : "from" in node || "to" in node ? "between" : "ever";
    const measures = MEASURES.filter((name) => name in node).flatMap((name) => readBounds(name, node[name]).map((bound) => ({ name, bound })));
    const window = { mode, days: String(node.within_days ?? "90"), from: node.from ?? "", to: node.to ?? "" };
    return { ...base, type: "event", kind: node.event, where: readWhere(node.where), window, measures };
  }
  if ("sequence" in node) {
    const steps = node.sequence.map((/** @type {any} */ step) => ({ kind: step.event, where: readWhere(step.where) }));
    return { ...base, type: "sequence", days: String(node.within_days ?? ""), steps };
  }
  if ("attr" in node) return { ...base, type: "attr", name: node.attr, bounds: readBounds(node.attr, node) };
  const type = ["tag", "tier", "segment", "channel"].find((name) => name in node);
  if (!type) throw new Error("unknown");
  return { ...base, type, value: String(node[type]) };
}

/** Read a tree; the root of the answer is always a group. Throws on what is no tree. @param {any} node @returns {Item} */
function read(node) {
  if (node === null || typeof node !== "object" || Array.isArray(node)) throw new Error("unknown");
  for (const mode of /** @type {const} */ (["all", "any"])) {
    if (mode in node) return { id: fresh(), type: "group", mode, children: node[mode].map(read) };
  }
  if (!("not" in node)) return readLeaf(node);
  const inner = read(node.not);
  if (inner.type !== "group" && !inner.negated) return { ...inner, negated: true };
  if (inner.type === "group" && inner.mode === "any") return { ...inner, mode: "none" };
  return { id: fresh(), type: "group", mode: "none", children: [inner] };
}

/** @param {any} tree @returns {Group} */
export function fromJson(tree) {
  const root = read(tree);
  return root.type === "group" ? /** @type {Group} */ (root) : { id: fresh(), type: "group", mode: "all", children: [root] };
}

/** @param {Leaf} leaf @param {any} vocabulary */
function writeLeaf(leaf, vocabulary) {
  if (leaf.type === "event") {
    /** @type {Record<string, any>} */
    const node = { event: leaf.kind };
    const where = writeWhere(leaf.where);
    if (Object.keys(where).length) node.where = where;
    if (leaf.window.mode === "last") node.within_days = number(leaf.window.days);
    if (leaf.window.mode === "between") {
      if (leaf.window.from) node.from = leaf.window.from;
      if (leaf.window.to) node.to = leaf.window.to;
    }
    for (const { name, bound } of leaf.measures) node[name] = { ...node[name], ...writeBound(name, bound) };
    return node;
  }
  if (leaf.type === "sequence") {
    const sequence = leaf.steps.map((/** @type {Step} */ step) => {
      const where = writeWhere(step.where);
      return Object.keys(where).length ? { event: step.kind, where } : { event: step.kind };
    });
    return { sequence, within_days: number(leaf.days) };
  }
  if (leaf.type === "attr") {
    const type = vocabulary.attributes.find((/** @type {any} */ one) => one.name === leaf.name)?.type;
    const plain = ["number", "fen", "score"].includes(type) ? "number" : "text";
    return Object.assign({ attr: leaf.name }, ...leaf.bounds.map((/** @type {Bound} */ bound) => writeBound(leaf.name, bound, plain)));
  }
  return { [leaf.type]: leaf.value };
}

/**
 * Write the JSON, and note the path of every item, so that an error finds its sentence.
 * @param {Item} item @param {any} vocabulary @param {string[]} path @param {Map<string, number>} paths
 * @returns {any}
 */
function write(item, vocabulary, path, paths) {
  paths.set(path.join("."), item.id);
  if (item.type === "group") {
    const group = /** @type {Group} */ (item);
    const key = group.mode === "none" ? "any" : group.mode;
    const at = group.mode === "none" ? [...path, "not", key] : [...path, key];
    const children = group.children.map((child, index) => write(child, vocabulary, [...at, String(index)], paths));
    return group.mode === "none" ? { not: { any: children } } : { [key]: children };
  }
  const leaf = /** @type {Leaf} */ (item);
  if (!leaf.negated) return writeLeaf(leaf, vocabulary);
  paths.set([...path, "not"].join("."), leaf.id);
  return { not: writeLeaf(leaf, vocabulary) };
}

/** @param {Group} root @param {any} vocabulary @returns {{tree: any, paths: Map<string, number>}} */
export function toJson(root, vocabulary) {
  const paths = new Map();
  return { tree: write(root, vocabulary, [], paths), paths };
}

/** Which item a path of an error lies in: the longest noted path that it begins with. @param {string} path @param {Map<string, number>} paths */
export function itemAt(path, paths) {
  const parts = path.replace(/^\$\.?|^\//, "").replace(/\[(\w+)\]/g, ".$1").replaceAll("/", ".").split(".").filter(Boolean);
  for (let n = parts.length; n >= 0; n -= 1) {
    const id = paths.get(parts.slice(0, n).join("."));
    if (id !== undefined) return id;
  }
  return undefined;
}

/** A deep copy with new ids. @param {any} item @returns {any} */
export function copy(item) {
  const twin = structuredClone(item);
  const renew = (/** @type {any} */ one) => { one.id = fresh(); one.children?.forEach(renew); };
  renew(twin);
  return twin;
}

/** The group that holds an item, and where. @param {Group} group @param {number} id @returns {{group: Group, index: number} | null} */
export function find(group, id) {
  const index = group.children.findIndex((child) => child.id === id);
  if (index >= 0) return { group, index };
  for (const child of group.children) {
    const found = child.type === "group" ? find(/** @type {Group} */ (child), id) : null;
    if (found) return found;
  }
  return null;
}

/** Whether `id` lies in `item` or is it. @param {any} item @param {number} id @returns {boolean} */
export const holds = (item, id) => item.id === id || Boolean(item.children?.some((/** @type {Item} */ child) => holds(child, id)));

/** Move an item one place; out of its group at the ends, into a neighbouring group. @param {Group} root @param {number} id @param {-1|1} by */
export function step(root, id, by) {
  const at = find(root, id);
  if (!at) return false;
  const [item] = at.group.children.splice(at.index, 1);
  const neighbour = at.group.children[by < 0 ? at.index - 1 : at.index];
  if (neighbour?.type === "group" && item.type !== "group") {
    const inside = /** @type {Group} */ (neighbour).children;
    by < 0 ? inside.push(item) : inside.unshift(item);
  } else if (neighbour) {
    at.group.children.splice(at.index + by, 0, item);
  } else {
    const outer = at.group === root ? null : find(root, at.group.id);
    if (outer) outer.group.children.splice(outer.index + (by < 0 ? 0 : 1), 0, item);
    else at.group.children.splice(at.index, 0, item);
    return Boolean(outer);
  }
  return true;
}

/** Put an item before or after another, or into a group. @param {Group} root @param {number} id @param {number} target @param {"before"|"after"|"into"} where */
export function place(root, id, target, where) {
  const from = find(root, id);
  if (!from || holds(from.group.children[from.index], target)) return false;
  const [item] = from.group.children.splice(from.index, 1);
  const to = where === "into" ? null : find(root, target);
  if (to) to.group.children.splice(to.index + (where === "after" ? 1 : 0), 0, item);
  else {
    const home = target === root.id ? root : find(root, target);
    const group = home === root ? root : /** @type {Group} */ (home && "group" in home ? home.group.children[home.index] : root);
    group.children.push(item);
  }
  return true;
}
