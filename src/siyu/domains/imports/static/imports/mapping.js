// The mapping editor: shows real cells of the chosen column beside each field, and warns of a column used twice.
const form = /** @type {HTMLFormElement} */ (document.getElementById("mapping"));
const samples = JSON.parse(/** @type {any} */ (document.getElementById("mapping-samples")).textContent);
const fewWords = JSON.parse(/** @type {any} */ (document.getElementById("mapping-words")).textContent);
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

/** The states of the chosen column, each with what it means; what was chosen before stays chosen. */
function refreshStatuses() {
  const box = /** @type {HTMLElement} */ (form.querySelector("[data-statuses]"));
  const list = /** @type {HTMLElement} */ (form.querySelector("[data-status-list]"));
  const pattern = /** @type {HTMLTemplateElement} */ (form.querySelector("[data-status-row]"));
  const before = Object.fromEntries([...list.children].map((row) => [row.querySelector("input")?.value, row.querySelector("select")?.value]));
  const values = fewWords[/** @type {any} */ (form.querySelector("[data-field=status]")).value] || [];
  list.replaceChildren(...values.map((/** @type {string} */ value, /** @type {number} */ index) => {
    const row = /** @type {any} */ (pattern.content.cloneNode(true)).firstElementChild;
    const [label, input, select] = row.children;
    label.textContent = label.title = input.value = value;
    label.htmlFor = select.id = `status-${index + 1}`;
    select.value = before[value] || "";
    return row;
  }));
  box.hidden = !values.length;
}

form.addEventListener("change", (event) => {
  refresh();
  if (event.target instanceof HTMLSelectElement && event.target.dataset.field === "status") refreshStatuses();
});
refresh();
