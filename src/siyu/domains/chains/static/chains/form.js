// The form of a chain: more rows and fewer.
import "../media/picker.js";

const form = document.querySelector("[data-chain-form]");

for (const rows of form.querySelectorAll("[data-rows]")) {
  const section = rows.parentElement;
  const adds = section.querySelector("[data-adds]");
  const lines = () => rows.querySelectorAll("[data-line]");
  const settle = () => {
    adds.hidden = lines().length >= Number(rows.dataset.most);
    for (const drop of rows.querySelectorAll("[data-drops]")) drop.hidden = false;
  };
  adds.addEventListener("click", () => {
    rows.append(section.querySelector("[data-row]").content.cloneNode(true));
    settle();
    [...lines()].at(-1).querySelector("input:not([type=hidden])").focus();
  });
  rows.addEventListener("click", (event) => {
    if (!event.target.closest("[data-drops]")) return;
    event.target.closest("[data-line]").remove();
    settle();
  });
  settle();
}
