// One socket a page, shared by all rooms. `join` delivers each numbered event once and in order; what the socket
// missed is fetched by the page itself (`onGap`), also while no socket can be had.
import { csrf } from "../ui/js/csrf.js";

const DOOR = "/realtime/ticket/";
const SILENCE = 50_000; // ms without a word after which the connection counts as dead; the gateway pings every 20 s
const POLL_EVERY = 5_000; // ms between fetches while there is no socket
const POLL_AFTER = 8_000; // ms without a socket before fetching begins
const LONGEST_PAUSE = 30_000; // ms between attempts to connect

const rooms = new Map(); // name → Room
let socket = null;
let attempts = 0;
let asking = false;
let askAgain = false;
let heard = 0;
let lostAt = Date.now();
let timer = 0;

/**
 * Sit down in a room.
 * @param {string} name such as "group.k3x9"
 * @param {object} on
 *   onEvent(event): {event, payload, seq?}; numbered ones come once and in order.
 *   onGap(fromSeq): fetch what follows `fromSeq` (null: unknown) over HTTP and show it; may return (a promise of) the
 *     newest seq it has shown, so that nothing is shown twice.
 *   onLeft(why): the seat is gone for good: "revoked" or "refused".
 *   onDropped(counts): so many events were left out, {lane: n}.
 *   onState(state): "live" or "polling".
 *   since: the newest seq that the page shows already.
 * @returns {{leave: () => void, seen: (seq: number) => void}} `seen` tells of numbers that the page got otherwise.
 */
export function join(name, on) {
  const room = rooms.get(name) ?? new Room(name);
  rooms.set(name, room);
  const listener = { ...on };
  room.listeners.add(listener);
  if (typeof on.since === "number") room.last = Math.max(room.last ?? 0, on.since);
  if (room.joined && on.onState) on.onState("live");
  if (!room.joined) soon();
  return {
    leave() {
      room.listeners.delete(listener);
      if (room.listeners.size || !rooms.delete(name)) return;
      if (socket?.readyState === 1) socket.send(JSON.stringify({ leave: [name] }));
      if (!rooms.size) socket?.close();
    },
    seen(seq) {
      room.last = Math.max(room.last ?? 0, seq);
    },
  };
}

class Room {
  constructor(name) {
    this.name = name;
    this.listeners = new Set();
    this.last = null;
    this.joined = false;
    this.waiting = []; // numbered events that came while a gap was being filled
    this.filling = false;
    this.wanted = false;
  }

  tell(what, ...words) {
    for (const each of [...this.listeners]) {
      try {
        each[what]?.(...words);
      } catch (fault) {
        console.error(fault);
      }
    }
  }

  hear(event) {
    if (typeof event.seq !== "number") this.tell("onEvent", event);
    else if (this.filling) this.waiting.push(event);
    else if (this.last === null || event.seq === this.last + 1) {
      this.last = event.seq;
      this.tell("onEvent", event);
    } else if (event.seq > this.last) {
      this.waiting.push(event);
      this.fill();
    }
  }

  // Let the page fetch what follows `last`; events that come meanwhile wait, then those it has not shown are told.
  async fill(pause = 500) {
    if (this.filling) {
      this.wanted = true;
      return;
    }
    this.filling = true;
    this.wanted = false;
    let fine = true;
    for (const each of [...this.listeners]) {
      try {
        const newest = await each.onGap?.(this.last);
        if (typeof newest === "number") this.last = Math.max(this.last ?? 0, newest);
      } catch {
        fine = false;
      }
    }
    if (!fine && rooms.get(this.name) === this) {
      await sleep(pause * (0.5 + Math.random()));
      this.filling = false;
      return this.fill(Math.min(pause * 2, 10_000));
    }
    this.filling = false;
    const events = this.waiting.sort((one, other) => one.seq - other.seq);
    this.waiting = [];
    for (const event of events) {
      if (this.last !== null && event.seq <= this.last) continue;
      this.last = event.seq; // what the page still lacks before it, it could not get
      this.tell("onEvent", event);
    }
    if (this.wanted) return this.fill();
  }
}

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

// Connect or renew: after `ms`, once, however many rooms ask for it.
function soon(ms = 0) {
  clearTimeout(timer);
  timer = setTimeout(ask, ms);
}

async function ask() {
  if (asking) {
    askAgain = true;
    return;
  }
  if (!rooms.size || typeof WebSocket === "undefined") return;
  asking = true;
  askAgain = false;
  try {
    const answer = await fetch(DOOR, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrf() },
      body: JSON.stringify({ rooms: [...rooms.keys()] }),
    });
    if (answer.ok) use(await answer.json());
    else if ([401, 403, 404].includes(answer.status)) refuse([...rooms.keys()]);
    else later();
  } catch {
    later();
  } finally {
    asking = false;
    if (askAgain) soon();
  }
}

function use({ ticket, address, refused }) {
  refuse(refused);
  if (!rooms.size) return;
  if (socket?.readyState === 1) {
    socket.send(JSON.stringify({ ticket }));
    return;
  }
  if (socket?.readyState === 0) return;
  let fresh;
  try {
    fresh = new WebSocket(new URL(address, location.href));
  } catch {
    return later();
  }
  socket = fresh;
  heard = Date.now();
  fresh.onopen = () => fresh.send(JSON.stringify({ ticket }));
  fresh.onmessage = (message) => socket === fresh && hear(JSON.parse(message.data));
  fresh.onclose = () => socket === fresh && lost();
}

function hear(said) {
  heard = Date.now();
  if (said.events) {
    const room = rooms.get(said.room);
    if (!room) return;
    for (const event of said.events) room.hear(event);
    if (said.dropped) room.tell("onDropped", said.dropped);
  } else if (said.joined) joined(said.joined, said.lease);
  else if (said.refill) for (const name of said.refill) rooms.get(name)?.fill();
  else if (said.left) left(said.left, said.why);
  else if (said.renew) away(), soon(Math.random() * 2_000);
  else if (said.missed) for (const room of rooms.values()) room.tell("onDropped", { all: said.missed });
  else if (said.refused) later();
}

function joined(seqs, lease) {
  attempts = 0;
  lostAt = 0;
  for (const [name, seq] of Object.entries(seqs)) {
    const room = rooms.get(name);
    if (!room || room.joined) continue;
    room.joined = true;
    room.tell("onState", "live");
    if (seq === null || seq !== room.last) room.fill();
  }
  clearTimeout(timer);
  const without = [...rooms.values()].some((room) => !room.joined);
  soon(without ? 1_000 : lease * 1000 * (0.5 + 0.3 * Math.random()));
}

function left(name, why) {
  const room = rooms.get(name);
  if (!room) return;
  room.joined = false;
  if (why === "revoked") refuse([name], why);
  else soon();
}

function refuse(names, why = "refused") {
  for (const name of names ?? []) {
    const room = rooms.get(name);
    if (rooms.delete(name)) room.tell("onLeft", why);
  }
  if (!rooms.size) socket?.close();
}

function away() {
  lostAt ||= Date.now();
  for (const room of rooms.values()) room.joined = false;
}

function lost() {
  socket = null;
  away();
  later();
}

// Come back after a pause that grows and differs from page to page, so that a restart is not stormed.
function later() {
  if (!rooms.size) return;
  attempts += 1;
  soon(Math.min(LONGEST_PAUSE, 300 * 2 ** Math.min(attempts, 7)) * (0.3 + 0.7 * Math.random()));
}

setInterval(() => {
  if (!rooms.size) return;
  const now = Date.now();
  if (socket?.readyState === 1 && now - heard > SILENCE) {
    const dead = socket;
    lost();
    dead.close();
  }
  if (!lostAt || now - lostAt < POLL_AFTER) return;
  for (const room of rooms.values()) {
    if (room.joined) continue;
    room.tell("onState", "polling");
    room.fill();
  }
}, POLL_EVERY);

globalThis.addEventListener?.("online", () => {
  if (!socket || socket.readyState > 1) soon();
});
