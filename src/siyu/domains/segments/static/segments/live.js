// The live count: asks a moment after the last change, drops answers that a newer question has overtaken.
import { csrf } from "../ui/js/csrf.js";

const PAUSE_MS = 350;

/**
 * @typedef {{path?: string, problem?: string, message: string}} Complaint
 * @param {{urls: any, panel: HTMLElement, mini: HTMLElement, words: any, tree: () => any, asOf: () => string, complained: (complaint: Complaint|null) => void}} page
 */
export function liveCount(page) {
  let turn = 0;
  let timer = 0;
  /** @type {AbortController|null} */
  let open = null;

  async function ask() {
    const mine = ++turn;
    open?.abort();
    open = new AbortController();
    page.panel.setAttribute("aria-busy", "true");
    try {
      const answer = await post(page.urls.live, { tree: page.tree(), as_of: page.asOf() }, open.signal);
      if (mine !== turn) return;
      if (answer.ok) {
        page.panel.replaceChildren(fragment(await answer.text()));
        page.mini.textContent = page.panel.querySelector("[data-count]")?.textContent?.trim() ?? "";
        page.complained(null);
      } else {
        page.complained(await complaintOf(answer, page.words));
        page.panel.querySelector(".live-figure")?.classList.add("stale");
      }
    } catch (error) {
      if (mine === turn && /** @type {Error} */ (error).name !== "AbortError") page.complained({ message: page.words.offline });
    } finally {
      if (mine === turn) page.panel.removeAttribute("aria-busy");
    }
  }

  page.panel.addEventListener("toggle", async (event) => {
    const row = /** @type {HTMLDetailsElement} */ (event.target);
    const place = row.querySelector?.("[data-why]");
    if (!row.open || !(place instanceof HTMLElement) || place.dataset.asked) return;
    place.dataset.asked = "yes";
    const answer = await post(page.urls.why, { tree: page.tree(), as_of: page.asOf(), person: place.dataset.why }).catch(() => null);
    if (answer?.ok) place.replaceChildren(fragment(await answer.text()));
    else place.textContent = page.words.failed;
  }, true);

  return {
    soon() { clearTimeout(timer); timer = window.setTimeout(ask, PAUSE_MS); },
    now: ask,
  };
}

/** Send JSON with the token. @param {string} url @param {any} body @param {AbortSignal=} signal */
export function post(url, body, signal) {
  const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrf() };
  return fetch(url, { method: "POST", headers, body: JSON.stringify(body), signal, redirect: "error" });
}

/** What the server had to say against it. @param {Response} answer @param {any} words @returns {Promise<Complaint>} */
export async function complaintOf(answer, words) {
  const said = await answer.json().catch(() => null);
  return said?.message ? said : { message: words.failed };
}

/** Server-made HTML of our own templates, without running anything in it. @param {string} html */
function fragment(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content;
}
