// Calling somebody by name: an @ in the text opens the list of who is here.
import { portrait } from "./draw.js";

const BEFORE_CARET = /@([^\s@]{0,20})$/u;

export function mention({ text, list, doors, words }) {
  const called = new Map(); // name → uid
  let found = [];
  let at = 0;
  let asked = 0;

  function close() {
    list.hidden = true;
    found = [];
  }

  function choose(face) {
    const caret = text.selectionStart;
    const start = text.value.slice(0, caret).replace(BEFORE_CARET, "");
    const written = `${start}@${face.name} `;
    text.value = written + text.value.slice(caret);
    text.setSelectionRange(written.length, written.length);
    called.set(face.name, face.uid);
    close();
    text.focus();
  }

  function show(faces) {
    found = faces;
    at = 0;
    list.replaceChildren(
      ...faces.map((face, index) => {
        const option = document.createElement("button");
        Object.assign(option, { type: "button", role: "option" });
        option.setAttribute("aria-selected", String(index === at));
        const name = document.createElement("span");
        name.textContent = face.name;
        option.append(portrait(face), name);
        option.addEventListener("pointerdown", (event) => event.preventDefault());
        option.addEventListener("click", () => choose(face));
        return option;
      }),
    );
    if (!faces.length) {
      const none = document.createElement("p");
      none.textContent = words.nobody;
      list.append(none);
    }
    list.hidden = false;
  }

  function move(by) {
    at = (at + by + found.length) % found.length;
    [...list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    list.children[at].scrollIntoView({ block: "nearest" });
  }

  text.addEventListener("input", async () => {
    const hit = BEFORE_CARET.exec(text.value.slice(0, text.selectionStart));
    if (!hit) return close();
    const mine = (asked += 1);
    await new Promise((wake) => setTimeout(wake, 120));
    if (mine !== asked) return;
    try {
      const told = await doors.people(hit[1]);
      if (mine !== asked) return;
      const all = told.everyone && words.everyone.startsWith(hit[1]) ? [{ uid: "all", name: words.everyone, hue: 0 }] : [];
      show([...all, ...told.people]);
    } catch {
      close();
    }
  });
  text.addEventListener("keydown", (event) => {
    if (list.hidden || !found.length || event.isComposing) return;
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Enter" || event.key === "Tab") choose(found[at]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  });
  text.addEventListener("blur", () => setTimeout(close, 200));

  return {
    // The uids that the text still names.
    uids: (written) => [...called].filter(([name]) => written.includes(`@${name}`)).map(([, uid]) => uid),
    clear: () => called.clear(),
    close,
  };
}
