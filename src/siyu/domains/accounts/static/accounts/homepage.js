// The homepage editor: dragging pieces, sending pictures, and a phone that follows the draft.

const phone = document.getElementById("preview");
let dragged = null;

document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.requestConfig?.verb !== "get" && phone) phone.contentWindow.location.replace(phone.dataset.draft);
});

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-piece]") ?? null;
  dragged?.classList.add("dragged");
});
document.addEventListener("dragend", () => {
  dragged?.classList.remove("dragged");
  unmark();
  dragged = null;
});
document.addEventListener("dragover", (event) => {
  const piece = event.target.closest?.("[data-piece]");
  if (!dragged || !piece) return;
  event.preventDefault();
  unmark();
  piece.classList.add("over");
});
document.addEventListener("drop", (event) => {
  const piece = event.target.closest?.("[data-piece]");
  if (!dragged || !piece || piece === dragged) return;
  event.preventDefault();
  const form = dragged.querySelector("[data-mover]");
  const place = document.createElement("input");
  Object.assign(place, { type: "hidden", name: "place", value: piece.dataset.place });
  form.append(place);
  form.requestSubmit();
});

function unmark() {
  for (const one of document.querySelectorAll(".piece.over")) one.classList.remove("over");
}

document.addEventListener("click", (event) => {
  const looks = event.target.closest("[data-looks]");
  if (looks && phone) {
    event.preventDefault();
    phone.contentWindow.location.replace(looks.href);
  }
  const empties = event.target.closest("[data-empties]");
  if (empties) show(empties.closest("[data-picture]"), { id: "", small: "" });
});

document.addEventListener("change", async (event) => {
  const field = event.target.closest("[data-picture]");
  const file = event.target.files?.[0];
  if (!field || !file) return;
  const said = field.querySelector("[data-said]");
  said.textContent = "…";
  const form = new FormData();
  form.append("file", file, "file");
  const token = field.closest("form").querySelector("[name=csrfmiddlewaretoken]").value;
  const headers = { "X-CSRFToken": token, Accept: "application/json" };
  try {
    const answer = await fetch(field.dataset.upload, { method: "POST", body: form, headers });
    const told = await answer.json();
    if (!answer.ok) throw new Error(told.message);
    show(field, told);
    said.textContent = "";
  } catch (error) {
    said.textContent = error.message || field.dataset.failed;
  }
});

function show(field, told) {
  field.querySelector("input[type=hidden]").value = told.id;
  const picture = field.querySelector("[data-shows-picture]");
  picture.hidden = !told.id;
  if (told.id) picture.src = told.small || told.url;
  field.querySelector("[data-empties]").hidden = !told.id;
}
