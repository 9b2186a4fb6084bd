// The log on the page: messages by number, in order, each drawn once; what is being sent stands at the end.
import { draw, note, timeBetween } from "./draw.js";

const SPREAD = 1_500; // ms over which the pages of a room fetch a card that has changed
const NEAR = 160; // px from the end within which the page follows new messages

export class Log {
  constructor(place, setup, doors) {
    Object.assign(this, { place, setup, doors, last: setup.last, change: setup.change, unseen: 0 });
    this.told = new Map(setup.shown.map((message) => [message.seq, message])); // seq → what is told of it
    this.pending = new Map(); // nonce → line
    this.more = place.querySelector("[data-more]");
    this.first = Number(place.querySelector("[data-seq]")?.dataset.seq ?? 0);
    this.cards = new IntersectionObserver((seen) => {
      for (const entry of seen) if (entry.isIntersecting) this.showCard(entry.target);
    });
    for (const slot of place.querySelectorAll("[data-card]")) this.cards.observe(slot);
    // Who stands at the end stays there while pictures and cards come in; who scrolls away is left alone.
    this.stuck = false;
    this.box = place.closest("[data-scrolls]") ?? document.scrollingElement;
    new ResizeObserver(() => this.stuck && this.toEnd()).observe(place);
    place.addEventListener("load", () => this.stuck && this.toEnd(), true);
    for (const name of ["wheel", "touchmove", "keydown", "pointerdown"]) {
      addEventListener(name, () => setTimeout(() => (this.stuck = this.nearEnd()), 100), { passive: true });
    }
  }

  // New messages, in order; those that are here already are passed over.
  add(messages) {
    const follow = this.nearEnd();
    let strangers = 0;
    for (const message of messages) {
      if (message.seq <= this.last && this.line(message.seq)) continue;
      this.place.querySelector("[data-empty]")?.remove();
      this.pending.get(message.nonce)?.remove();
      this.pending.delete(message.nonce);
      const line = draw(message, this.setup);
      const between = timeBetween(this.told.get(this.last) ?? this.lastTime(), message, this.setup.words);
      const end = this.pending.size ? [...this.pending.values()][0] : null;
      if (between) this.place.insertBefore(between, end);
      this.place.insertBefore(line, end);
      this.watch(line);
      this.told.set(message.seq, message);
      this.last = Math.max(this.last, message.seq);
      if (!line.classList.contains("mine")) strangers += 1;
    }
    if (follow) this.toEnd();
    else this.unseen += strangers;
    return messages.length > 0;
  }

  lastTime() {
    const times = this.place.querySelectorAll(".talk-time time");
    const at = times[times.length - 1]?.dateTime;
    return at ? { at } : null;
  }

  // Messages that were recalled, hidden, brought back or pinned: drawn anew where they stand.
  alter(messages) {
    for (const message of messages) {
      this.change = Math.max(this.change, message.change ?? 0);
      const old = this.line(message.seq);
      if (!old) continue;
      const known = this.told.get(message.seq);
      const merged = message.text === undefined && message.state === "shown" && known ? { ...known, ...message } : message;
      if (merged.state === "held" && known?.text !== undefined) continue;
      this.told.set(message.seq, merged);
      const line = draw(merged, this.setup);
      old.replaceWith(line);
      this.watch(line);
    }
  }

  // A page of history above what is shown; the reader stays where they were.
  prepend({ messages, more }) {
    const height = this.box.scrollHeight;
    const lines = document.createDocumentFragment();
    let before = null;
    for (const message of messages) {
      if (this.line(message.seq)) continue;
      const between = timeBetween(before, message, this.setup.words);
      if (between) lines.append(between);
      const line = draw(message, this.setup);
      this.watch(line);
      lines.append(line);
      this.told.set(message.seq, message);
      before = message;
    }
    this.more.after(lines);
    this.more.hidden = !more;
    if (messages.length) this.first = messages[0].seq;
    this.box.scrollBy({ top: this.box.scrollHeight - height, behavior: "instant" });
  }

  // Something that is on its way.
  expect(message) {
    this.place.querySelector("[data-empty]")?.remove();
    this.pending.get(message.nonce)?.remove();
    const line = draw({ ...message, kind: message.kind === "card" ? "text" : message.kind }, this.setup);
    line.classList.add("mine", "sending");
    this.place.append(line);
    this.pending.set(message.nonce, line);
    this.toEnd();
    return line;
  }

  failed(nonce, words, retry) {
    const line = this.pending.get(nonce);
    if (!line) return;
    line.classList.remove("sending");
    note(line, words, { bad: true, retry });
  }

  line(seq) {
    return this.place.querySelector(`[data-seq="${Number(seq)}"]`);
  }

  watch(line) {
    const slot = line.querySelector("[data-card]");
    if (slot) this.cards.observe(slot);
  }

  async showCard(slot) {
    this.cards.unobserve(slot);
    const markup = await this.doors.card(slot.dataset.card); // a fragment that our own templates drew and escaped
    if (!markup) return;
    const box = document.createElement("template");
    box.innerHTML = markup;
    slot.replaceChildren(box.content);
    globalThis.htmx?.process(slot);
    if (this.stuck) this.toEnd();
  }

  // A card has changed: figures that were told are put in; what was not told is fetched once it is looked at.
  renewCard({ seq, told, at = 0 }) {
    const slot = this.line(seq)?.querySelector("[data-card]");
    if (!slot || (told && at < Number(slot.dataset.at ?? 0))) return;
    if (told) slot.dataset.at = at;
    if ((told && tellFigures(slot, told)) || "waits" in slot.dataset) return;
    slot.dataset.waits = "";
    setTimeout(() => {
      delete slot.dataset.waits;
      this.cards.unobserve(slot);
      this.cards.observe(slot);
    }, Math.random() * SPREAD);
  }

  nearEnd() {
    return this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight < NEAR;
  }

  toEnd() {
    this.unseen = 0;
    this.stuck = true;
    this.box.scrollTo({ top: this.box.scrollHeight, behavior: "instant" });
  }

  async jump(seq) {
    while (!this.line(seq) && !this.more.hidden && this.first > seq) this.prepend(await this.doors.before(this.first));
    const line = this.line(seq);
    if (!line) return;
    this.stuck = false;
    line.scrollIntoView({ block: "center" });
    line.classList.add("lit");
    setTimeout(() => line.classList.remove("lit"), 1_600);
  }
}

// Put figures where a card shows them; false when it shows one that was not told, or is not drawn yet.
function tellFigures(slot, told) {
  const places = slot.querySelectorAll("[data-told], [data-bar]");
  if (!places.length || [...places].some((place) => !((place.dataset.told ?? place.dataset.bar) in told))) return false;
  for (const place of places) {
    if (place.dataset.told) place.textContent = told[place.dataset.told];
    else place.querySelector("rect")?.setAttribute("width", `${told[place.dataset.bar]}%`);
  }
  return true;
}
