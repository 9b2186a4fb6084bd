"""What a gateway knows: connections, rooms, seats, used tickets and revocations. No sockets of its own, no Django."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from siyu.platform.realtime import tickets, wire
from siyu.platform.realtime.room import Counts, Room, Seat, Sitter
from siyu.platform.realtime.tickets import TicketRefused

if TYPE_CHECKING:
    from siyu.platform.realtime.connection import Connection

LEASE: Final = 120.0
"""Seconds that a seat lasts; a page renews it by a new ticket, whose door checks its rights again."""
WINDOW: Final = 0.1
WIDE_WINDOW: Final = 0.17
"""Seconds that a batch waits; the wide one when sending the last took more than half of the narrow."""
MOST_ROOMS: Final = 100  # of one connection
MOST_SOCKETS: Final = 30  # of one user
_MOST_SEQS: Final = 20_000
EVERYONE: Final = "*"


class Hub:
    """Lets connections into rooms and events out to them; runs in one event loop."""

    def __init__(self, *, lease: float = LEASE, clock: Callable[[], float] = time.monotonic) -> None:
        self.lease, self.clock = lease, clock
        self.counts = Counts()
        self.connections: set[Connection] = set()
        self.rooms: dict[str, Room] = {}
        self.refuses_before = time.time()  # Unix: what was used before we started we cannot know
        self._users: dict[str, set[Connection]] = {}
        self._seqs: OrderedDict[str, int] = OrderedDict()
        self._nonces: OrderedDict[str, float] = OrderedDict()
        self._revoked: OrderedDict[tuple[str, str], float] = OrderedDict()
        self._urgent: dict[Room, None] = {}
        self._waiting: dict[Room, None] = {}
        self._window = WINDOW
        self._timer: asyncio.TimerHandle | None = None

    # --- connections ---
    def arrive(self, connection: Connection) -> None:
        """A socket opened."""
        self.connections.add(connection)

    def depart(self, connection: Connection) -> None:
        """A socket closed, or is about to be."""
        self.connections.discard(connection)
        for room in list(connection.rooms):
            self.leave(connection, room)
        others = self._users.get(connection.user)
        if others is not None:
            others.discard(connection)
            if not others:
                del self._users[connection.user]

    def admit(self, connection: Connection, text: str) -> dict[str, int | None]:
        """Seat a connection in the rooms of a ticket; answers each room's newest `seq`, as far as we know it.

        Raises TicketRefused; rooms from which the user was sent away since the ticket's instant are left out.
        """
        try:
            ticket = self._checked(connection, text)
        except TicketRefused as refusal:
            self.counts.refused[refusal.code] = self.counts.refused.get(refusal.code, 0) + 1
            raise
        connection.user = ticket.user
        self._users.setdefault(ticket.user, set()).add(connection)
        open_rooms = [room for room in ticket.rooms if not self._sent_away(room, ticket)]
        for name in open_rooms[:MOST_ROOMS]:
            room = self.rooms.get(name)
            if room is None:
                room = self.rooms[name] = Room(name, self.counts)
            room.seats[connection] = Seat(ticket.issued, self.clock() + self.lease)
            room.changed()
            connection.rooms.add(name)
        return {name: self._seqs.get(name) for name in open_rooms[:MOST_ROOMS]}

    def leave(self, connection: Sitter, name: str) -> None:
        """Give a seat up."""
        connection.rooms.discard(name)
        room = self.rooms.get(name)
        if room is not None and room.seats.pop(connection, None) is not None:
            room.changed()
            if not room.seats:
                self._urgent.pop(room, None)
                self._waiting.pop(room, None)
                del self.rooms[name]

    def changed(self, connection: Connection) -> None:
        """A connection fell behind or caught up."""
        for name in connection.rooms:
            self.rooms[name].changed()

    def end_leases(self, connection: Connection) -> None:
        """Take the seats whose lease is over."""
        now = self.clock()
        for name in [each for each in connection.rooms if self.rooms[each].seats[connection].until < now]:
            self.leave(connection, name)
            connection.tell({"left": name, "why": "lease"})

    # --- publishers ---
    def hear(self, head: dict[str, Any], body: bytes) -> None:
        """Take one message of a publisher; `flush` sends what it made urgent."""
        match head["do"]:
            case "publish":
                for name in head.get("rooms") or (head["room"],):
                    self._publish(name, head, body)
            case "revoke":
                self.revoke(head["room"], head["user"], head["at"])
            case "refill":
                for name in head["rooms"]:
                    self.refill(name)

    def _publish(self, name: str, head: dict[str, Any], body: bytes) -> None:
        seq = head["seq"]
        if seq is not None:
            self._seqs[name] = max(seq, self._seqs.pop(name, 0))
            if len(self._seqs) > _MOST_SEQS:
                self._seqs.popitem(last=False)
        room = self.rooms.get(name)
        if room is None:
            return
        if not head["batch"]:
            room.say_now(body)
            self._urgent[room] = None
            return
        if not room.say_soon(body, head["lane"], head["key"]):
            self.refill(name)
        self._waiting[room] = None
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._window, self._flush_batches)

    def flush(self) -> None:
        """Send what cannot wait, one frame a room."""
        urgent, self._urgent = self._urgent, {}
        for room in urgent:
            room.flush_urgent()

    def _flush_batches(self) -> None:
        self._timer = None
        waiting, self._waiting = self._waiting, {}
        began = self.clock()
        for room in waiting:
            room.flush_batch()
        self._window = WIDE_WINDOW if self.clock() - began > WINDOW / 2 else WINDOW

    def refill(self, name: str) -> None:
        """Something said in a room was lost: let everyone there fetch anew."""
        self._seqs.pop(name, None)
        room = self.rooms.get(name)
        if room is not None:
            self.counts.refills += 1
            room.broadcast(_told({"refill": [name]}))

    def start_over(self) -> None:
        """Nobody knows what was missed: empty all rooms; pages come back with fresh tickets and fetch anew."""
        self.refuses_before = time.time()
        self._seqs.clear()
        frame = _told({"renew": True})
        for connection in list(self.connections):
            for name in list(connection.rooms):
                self.leave(connection, name)
            connection.write(frame)

    # --- rights ---
    def revoke(self, room: str, user: str, at: float) -> None:
        """Take seats that rest on rights looked up before `at` (Unix seconds); saying it twice does nothing more."""
        self._revoked.pop((room, user), None)
        self._revoked[room, user] = at
        horizon = time.time() - tickets.LIFE - 60
        while self._revoked and next(iter(self._revoked.values())) < horizon:
            self._revoked.popitem(last=False)
        if room == EVERYONE:
            self._close_user(user, at)
            return
        for connection, seat in list(self.rooms[room].seats.items()) if room in self.rooms else ():
            if user in (EVERYONE, connection.user) and seat.issued <= at:
                self.leave(connection, room)
                connection.tell({"left": room, "why": "revoked"})
                self.counts.revoked += 1

    def _close_user(self, user: str, at: float) -> None:
        for connection in list(self._users.get(user, ())):
            seats = [self.rooms[name].seats[connection] for name in connection.rooms]
            if not seats or any(seat.issued <= at for seat in seats):
                self.counts.revoked += 1
                connection.close(4403, "revoked")

    def _sent_away(self, room: str, ticket: tickets.Ticket) -> bool:
        keys = ((room, ticket.user), (room, EVERYONE), (EVERYONE, ticket.user))
        return any(ticket.issued <= self._revoked.get(key, 0.0) for key in keys)

    def _checked(self, connection: Connection, text: str) -> tickets.Ticket:
        ticket = tickets.read(text)
        if ticket.issued < self.refuses_before:
            raise TicketRefused("expired")
        if (connection.user and connection.user != ticket.user) or ticket.origin not in ("", connection.origin):
            raise TicketRefused("foreign")
        if ticket.nonce in self._nonces:
            raise TicketRefused("replayed")
        sockets = self._users.get(ticket.user, set())
        if len(sockets) >= MOST_SOCKETS and connection not in sockets:
            raise TicketRefused("sockets")
        if len(connection.rooms | set(ticket.rooms)) > MOST_ROOMS:
            raise TicketRefused("rooms")
        now = self.clock()
        self._nonces[ticket.nonce] = now
        while next(iter(self._nonces.values())) < now - tickets.LIFE - 10:
            self._nonces.popitem(last=False)
        return ticket


def _told(what: dict[str, Any]) -> bytes:
    return wire.text_frame(wire.dumps(what))
