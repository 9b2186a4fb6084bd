// The mapping editor: shows real cells of the chosen column beside each field, and warns of a column used twice.
const form = /** @type {HTMLFormElement} */ (document.getElementById("mapping"));
const samples = JSON.parse(/** @type {any} */ (document.getElementById("mapping-samples")).textContent);
const selects = /** @type {HTMLSelectElement[]} */ ([...form.querySelectorAll("select[data-field]")]);

function refresh() {
  const used = selects.map((select) => select.value).filter(Boolean);
  for (const select of selects) {
    const row = /** @type {HTMLElement} */ (select.closest("[data-row]"));
    const place = /** @type {HTMLElement} */ (row.querySelector("[data-cells]"));
    const cells = (samples[select.value] || []).filter(Boolean).slice(0, 3);
    place.replaceChildren(...cells.map((/** @type {string} */ cell) => { const node = document.createElement("code"); node.textContent = cell; return node; }));
    const twice = used.filter((header) => header === select.value).length > 1;
    /** @type {HTMLElement} */ (row.querySelector("[data-twice]")).hidden = !select.value || !twice;
    row.classList.toggle("set", Boolean(select.value));
    const constant = row.querySelector("[data-constant]");
    if (constant instanceof HTMLElement) constant.hidden = Boolean(select.value);
    const sure = row.querySelector("[data-sure]");
    if (sure instanceof HTMLElement) sure.hidden = select.value !== sure.dataset.sure;
  }
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-when]"))) {
    const [name, value] = (part.dataset.when || "=").split("=");
    const chosen = form.querySelector(`[name="${name}"]:checked`);
    part.hidden = !(chosen instanceof HTMLInputElement) || chosen.value !== value;
  }
}

form.addEventListener("change", refresh);
refresh();
