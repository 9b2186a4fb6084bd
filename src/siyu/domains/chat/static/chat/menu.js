// The menu of a message: by long press, by right click, or by the keyboard.
import { isMine, say } from "./draw.js";

const LONG = 450; // ms

export function menu({ root, log, doors, setup, reply, trouble }) {
  const dialog = root.querySelector("[data-menu]");
  let chosen = null;
  let timer = 0;

  const entry = (name) => dialog.querySelector(`[data-do="${name}"]`);

  function open(line) {
    const seq = Number(line.dataset.seq);
    const message = log.told.get(seq) ?? { seq, at: null, text: line.querySelector(".bubble")?.textContent ?? "" };
    chosen = { seq, line, message };
    const mine = line.classList.contains("mine") || (message.from && isMine(message, setup));
    const young = !message.at || Date.now() - new Date(message.at) < setup.recall_seconds * 1000;
    const pinned = message.pinned === true;
    entry("copy").hidden = !(message.text ?? "").length;
    entry("readers").hidden = !(mine || setup.leads);
    entry("pin").hidden = !setup.leads || pinned;
    entry("unpin").hidden = !setup.leads || !pinned;
    entry("recall").hidden = !(setup.leads || (mine && young));
    entry("report").hidden = mine;
    entry("report").href = `/report/message/${setup.id}.${seq}/`;
    dialog.showModal();
  }

  const lineOf = (event) => event.target.closest?.(".said[data-seq] .bubble")?.closest("[data-seq]");

  root.addEventListener("contextmenu", (event) => {
    const line = lineOf(event);
    if (!line) return;
    event.preventDefault();
    open(line);
  });
  root.addEventListener("pointerdown", (event) => {
    const line = event.pointerType === "touch" ? lineOf(event) : null;
    if (line) timer = setTimeout(() => open(line), LONG);
  });
  for (const name of ["pointerup", "pointercancel", "pointermove", "scroll"]) {
    addEventListener(name, () => clearTimeout(timer), { passive: true, capture: true });
  }
  root.addEventListener("keydown", (event) => {
    const line = event.key === "Enter" || event.key === "ContextMenu" ? lineOf(event) : null;
    if (!line || event.target !== line.querySelector(".bubble")) return;
    event.preventDefault();
    open(line);
  });

  const acts = {
    reply: () => reply(chosen.message, chosen.line),
    copy: () => navigator.clipboard?.writeText(chosen.message.text),
    pin: () => doors.act(`${chosen.seq}/pin/`, { pinned: 1 }),
    unpin: () => doors.act(`${chosen.seq}/pin/`, { pinned: 0 }),
    async recall() {
      await doors.act(`${chosen.seq}/recall/`);
      log.alter((await doors.after(log.last, log.change)).changed ?? []);
    },
    async readers() {
      const { count, readers } = await doors.readers(chosen.seq);
      const names = readers.slice(0, 20).map((face) => face.name).join("、");
      trouble(`${say(setup.words.read_by, { n: count })}${names ? `: ${names}` : ""}`, false);
    },
  };
  dialog.addEventListener("click", async (event) => {
    const name = event.target.closest("[data-do]")?.dataset.do;
    if (!name || name === "report") return;
    dialog.close();
    try {
      await acts[name]();
    } catch (fault) {
      trouble(fault.message);
    }
  });

  const large = root.querySelector("[data-large]");
  root.addEventListener("click", (event) => {
    const link = event.target.closest(".bubble.picture a");
    if (!link) return;
    event.preventDefault();
    large.querySelector("img")?.remove();
    const picture = document.createElement("img");
    Object.assign(picture, { src: link.href, alt: "" });
    large.append(picture);
    large.showModal();
  });
}
