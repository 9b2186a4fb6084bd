// The form of a chain: more rows and fewer, pictures sent as they are chosen.
import { upload } from "../media/upload.js";

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

const pictures = form.querySelector("[data-pictures]");
const said = form.querySelector("[data-said]");

form.querySelector("[data-files]").addEventListener("change", async ({ target }) => {
  for (const file of [...target.files]) {
    try {
      const asset = await upload(file, { onProgress: (share) => (said.textContent = `${Math.round(share * 100)}%`) });
      const one = form.querySelector("[data-picture]").content.cloneNode(true);
      one.querySelector("img").src = asset.small ?? asset.url;
      one.querySelector("input").value = asset.id;
      pictures.append(one);
      said.textContent = "";
    } catch (fault) {
      said.textContent = fault.message;
    }
  }
  target.value = "";
});
pictures.addEventListener("click", (event) => event.target.closest("[data-remove]")?.closest(".one").remove());
