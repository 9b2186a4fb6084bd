// Drop zones: files dragged in land in the file input; the chosen names are shown.
const zone = (event) => event.target.closest?.(".dropzone");
for (const name of ["dragenter", "dragover"]) document.addEventListener(name, (event) => { const at = zone(event); if (at) { at.classList.add("over"); event.preventDefault(); } });
for (const name of ["dragleave", "drop"]) document.addEventListener(name, (event) => zone(event)?.classList.remove("over"));
document.addEventListener("drop", (event) => {
  const at = zone(event);
  const input = at?.querySelector("input[type=file]");
  if (!input) return;
  event.preventDefault();
  input.files = event.dataTransfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
});
document.addEventListener("change", (event) => {
  const at = event.target.matches("input[type=file]") && zone(event);
  const shown = at && at.querySelector(".chosen");
  if (shown) shown.textContent = [...event.target.files].map((file) => `${file.name} · ${Math.max(1, Math.round(file.size / 1024)).toLocaleString()} KB`).join(", ");
});
