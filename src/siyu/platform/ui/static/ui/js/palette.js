// The command palette (⌘K / Ctrl K): every place of the console, and fans by name, found as one types.
const dialog = document.getElementById("palette");
if (dialog) {
  const input = dialog.querySelector("input");
  const list = dialog.querySelector("ul");
  const none = dialog.querySelector(".none");
  const places = JSON.parse(document.getElementById("palette-places").textContent);
  let found = [];
  let chosen = 0;
  let asked = 0;

  const fits = (place, words) => words.every((word) => `${place.label} ${place.also || ""}`.toLowerCase().includes(word));

  function show(items) {
    found = items;
    chosen = 0;
    list.replaceChildren(...items.map((item, at) => {
      const row = document.createElement("li");
      row.setAttribute("role", "option");
      row.id = `palette-${at}`;
      row.dataset.at = at;
      row.innerHTML = `<svg class="icon" aria-hidden="true"><use href="#icon-${item.icon}"/></svg><span class="truncate"></span><span class="hint"></span>`;
      row.children[1].textContent = item.label;
      row.children[2].textContent = item.hint || "";
      return row;
    }));
    none.hidden = items.length > 0;
    mark();
  }
  function mark() {
    [...list.children].forEach((row, at) => row.setAttribute("aria-selected", at === chosen));
    input.setAttribute("aria-activedescendant", found.length ? `palette-${chosen}` : "");
    list.children[chosen]?.scrollIntoView({ block: "nearest" });
  }
  async function search() {
    const text = input.value.trim();
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const near = places.filter((place) => fits(place, words));
    show(near);
    if (!text || !dialog.dataset.find) return;
    const turn = ++asked;
    const answer = await fetch(`${dialog.dataset.find}?q=${encodeURIComponent(text)}`, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok || turn !== asked) return;
    show([...near, ...(await answer.json()).found]);
  }
  const go = () => { if (found[chosen]) location.assign(found[chosen].url); };
  const open = () => { if (!dialog.open) { input.value = ""; search(); dialog.showModal(); input.focus(); } };

  input.addEventListener("input", search);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      chosen = (chosen + (event.key === "ArrowDown" ? 1 : -1) + found.length) % Math.max(found.length, 1);
      mark();
      event.preventDefault();
    } else if (event.key === "Enter") { go(); event.preventDefault(); }
  });
  list.addEventListener("click", (event) => {
    const row = event.target.closest("[data-at]");
    if (row) { chosen = Number(row.dataset.at); go(); }
  });
  document.addEventListener("keydown", (event) => {
    if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") { open(); event.preventDefault(); }
  });
  document.addEventListener("click", (event) => { if (event.target.closest("[data-palette]")) open(); });
}
