// The tree as JSON for those who read it: always in step with the sentences, with errors marked at their line.
import { complaintOf, post } from "./live.js";

/** Print JSON and note the line of every path. @param {any} value @returns {{text: string, lines: Map<string, number>}} */
export function print(value) {
  /** @type {string[]} */
  const out = [""];
  const lines = new Map();
  const put = (/** @type {any} */ one, /** @type {string} */ path, /** @type {string} */ pad) => {
    lines.set(path, out.length - 1);
    const list = Array.isArray(one);
    const entries = one !== null && typeof one === "object" ? Object.entries(one) : null;
    if (!entries?.length) { out[out.length - 1] += JSON.stringify(one); return; }
    out[out.length - 1] += list ? "[" : "{";
    entries.forEach(([key, inner], index) => {
      out.push(`${pad}  ${list ? "" : `${JSON.stringify(key)}: `}`);
      put(inner, list ? `${path}[${key}]` : path ? `${path}.${key}` : key, `${pad}  `);
      if (index < entries.length - 1) out[out.length - 1] += ",";
    });
    out.push(pad + (list ? "]" : "}"));
  };
  put(value, "", "");
  return { text: out.join("\n"), lines };
}

/** @param {Map<string, number>} lines @param {string} path */
function lineOf(lines, path) {
  let at = path.replace(/^\$\.?/, "");
  while (at && !lines.has(at)) at = at.replace(/(\.[^.[\]]+|\[\w+\]|^[^.[\]]+)$/, "");
  return lines.get(at) ?? 0;
}

/**
 * @param {{box: HTMLElement, urls: any, words: any, tree: () => any, take: (tree: any) => void}} page
 */
export function expertView(page) {
  const area = /** @type {HTMLTextAreaElement} */ (page.box.querySelector("textarea"));
  const complaint = /** @type {HTMLElement} */ (page.box.querySelector(".complaint"));
  const button = /** @type {HTMLButtonElement} */ (page.box.querySelector("button"));
  let touched = false;

  function complain(/** @type {string} */ text, line = -1) {
    complaint.hidden = !text;
    complaint.textContent = text;
    area.setAttribute("aria-invalid", String(Boolean(text)));
    if (line < 0) return;
    const before = area.value.split("\n").slice(0, line);
    const start = before.join("\n").length + (line ? 1 : 0);
    area.focus();
    area.setSelectionRange(start, start + area.value.split("\n")[line].length);
  }

  async function apply() {
    let tree;
    try {
      tree = JSON.parse(area.value);
    } catch (error) {
      complain(`${page.words.not_json} ${/** @type {Error} */ (error).message}`);
      return;
    }
    const answer = await post(page.urls.live, { tree, as_of: "" }).catch(() => null);
    if (answer?.ok) {
      touched = false;
      complain("");
      page.take(tree);
      return;
    }
    const said = answer ? await complaintOf(answer, page.words) : { message: page.words.offline };
    if (!said.path) { complain(said.message); return; }
    const printed = print(tree);
    area.value = printed.text;
    complain(`${said.path} · ${said.message}`, lineOf(printed.lines, said.path));
  }

  area.addEventListener("input", () => { touched = true; });
  area.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) { event.preventDefault(); apply(); } });
  button.addEventListener("click", apply);
  return { follow() { if (!touched) area.value = print(page.tree()).text; } };
}
