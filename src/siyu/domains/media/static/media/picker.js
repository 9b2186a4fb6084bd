// Choosing pictures in a form: each is sent as it is chosen, up to as many as may be; the form carries their ids.
import { upload } from "./upload.js";

for (const picker of document.querySelectorAll("[data-picker]")) {
  const most = Number(picker.dataset.most);
  const shown = picker.querySelector("[data-pictures]");
  const files = picker.querySelector("input[type=file]");
  const adds = picker.querySelector("[data-adds]");
  const said = picker.querySelector("[data-said]");
  const words = { failed: picker.dataset.failed, offline: picker.dataset.offline };
  const left = () => most - shown.children.length;
  const settle = () => (adds.hidden = left() <= 0);

  files.addEventListener("change", async () => {
    const chosen = [...files.files].slice(0, left());
    const over = files.files.length > chosen.length;
    files.value = "";
    files.disabled = true;
    said.textContent = over ? picker.dataset.toomany : "";
    for (const file of chosen) {
      try {
        add(await upload(file, { words, onProgress: (share) => (said.textContent = `${Math.round(share * 100)}%`) }));
        said.textContent = over ? picker.dataset.toomany : "";
      } catch (fault) {
        said.textContent = fault.message;
      }
    }
    files.disabled = false;
  });

  function add(asset) {
    const one = picker.querySelector("[data-picture]").content.cloneNode(true);
    one.querySelector("img").src = asset.small || asset.url;
    one.querySelector("input").value = asset.id;
    shown.append(one);
    settle();
  }

  shown.addEventListener("click", (event) => {
    const one = event.target.closest("[data-remove]")?.closest(".one");
    if (!one) return;
    one.remove();
    settle();
    files.focus();
  });
  settle();
}
