// Asks the doors of one conversation; errors carry the server's words.
import { csrf } from "../ui/js/csrf.js";

export class Refused extends Error {
  constructor(status, told) {
    super(told?.message ?? "");
    this.status = status;
    this.code = told?.code ?? "";
  }
}

async function ask(url, options = {}) {
  const answer = await fetch(url, { ...options, headers: { Accept: "application/json", ...options.headers } });
  if (answer.status === 401) {
    const told = await answer.json().catch(() => ({}));
    if (told.address) location.assign(told.address);
  }
  if (!answer.ok) throw new Refused(answer.status, await answer.json().catch(() => null));
  return answer.status === 204 ? null : answer.json();
}

export class Doors {
  constructor(base) {
    this.base = base;
  }

  after(seq, change) {
    return ask(`${this.base}log/?after=${seq}&change=${change}`);
  }

  before(seq) {
    return ask(`${this.base}log/?before=${seq}`);
  }

  send(draft) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf() };
    return ask(`${this.base}send/`, { method: "POST", headers, body: JSON.stringify(draft) });
  }

  act(path, fields = {}) {
    return ask(this.base + path, { method: "POST", headers: { "X-CSRFToken": csrf() }, body: new URLSearchParams(fields) });
  }

  people(part) {
    return ask(`${this.base}people/?q=${encodeURIComponent(part)}`);
  }

  readers(seq) {
    return ask(`${this.base}${seq}/readers/`);
  }

  async card(seq) {
    const answer = await fetch(`${this.base}${seq}/card/`);
    return answer.ok ? answer.text() : "";
  }
}
