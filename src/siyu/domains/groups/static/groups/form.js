// The form of a group: shows what belongs to the chosen way in, proposes places for a kind, sends the picture.
import { upload } from "../media/upload.js";

const form = document.querySelector(".group-form");
const policy = form.querySelector("[data-policy]");
const capacity = form.querySelector("[name=capacity]");

function show() {
  for (const part of form.querySelectorAll("[data-for]")) part.hidden = part.dataset.for !== policy.value;
}
policy.addEventListener("change", show);
show();

form.addEventListener("change", (event) => {
  if (event.target.name === "kind") capacity.value = event.target.dataset.most;
});

form.querySelector("[data-picture]").addEventListener("change", async ({ target }) => {
  const said = form.querySelector("[data-said]");
  if (!target.files[0]) return;
  try {
    const asset = await upload(target.files[0], { onProgress: (share) => (said.textContent = `${Math.round(share * 100)}%`) });
    form.querySelector("[data-avatar]").value = asset.id;
    said.textContent = "✓";
  } catch (fault) {
    said.textContent = fault.message;
  }
});
