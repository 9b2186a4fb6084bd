"""One room: who sits in it, what waits to be said there, and how it is said with one frame built for all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from siyu.platform.realtime import wire

LANES: Final = ("host", "buyer", "all")
MOST_WAITING: Final = {"host": 2000, "buyer": 200, "all": 100}
"""Events of a lane that one batch takes; more are left out and counted (host: everyone fetches anew)."""
Write = Callable[[bytes], object]


class Sitter(Protocol):
    """A connection, as a room sees it."""

    write: Write
    choked: bool
    user: str
    rooms: set[str]

    def press(self, frame: bytes, *, needed: bool) -> int:
        """Write to one that is behind; answers the frames that it got, 1 or 0."""

    def tell(self, what: dict[str, Any]) -> None:
        """Send something to this one alone."""


@dataclass
class Seat:
    """A connection's right to a room: from which ticket's instant (Unix seconds), until when (monotonic)."""

    issued: float
    until: float


@dataclass
class Counts:
    """What a gateway did since it started, for the health page."""

    frames: int = 0
    events: int = 0
    deliveries: int = 0
    dropped: dict[str, int] = field(default_factory=lambda: dict.fromkeys(LANES, 0))
    cut: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    revoked: int = 0
    refills: int = 0


class Room:
    """The seats of one room and its lanes."""

    def __init__(self, name: str, counts: Counts) -> None:
        self.name = name
        self.seats: dict[Sitter, Seat] = {}
        self._counts = counts
        self._urgent: list[bytes] = []
        self._waiting: dict[str, dict[object, bytes]] = {lane: {} for lane in LANES}
        self._dropped: dict[str, int] = {}
        self._writers: list[Write] | None = None
        self._choked: list[Sitter] = []

    def changed(self) -> None:
        """Somebody came, went, fell behind or caught up: look again who can be written to quickly."""
        self._writers = None

    def say_now(self, event: bytes) -> None:
        """Put an event into the next urgent frame."""
        self._urgent.append(event)

    def say_soon(self, event: bytes, lane: str, key: str) -> bool:
        """Put an event into the next batch; False when a host event found no place, so that all must fetch anew."""
        waiting = self._waiting[lane]
        if key:
            waiting.pop(key, None)  # the newest goes to the end
        elif len(waiting) >= MOST_WAITING[lane]:
            self._dropped[lane] = self._dropped.get(lane, 0) + 1
            self._counts.dropped[lane] += 1
            return lane != "host"
        waiting[key or object()] = event
        return True

    def flush_urgent(self) -> None:
        """Send what must go at once."""
        if self._urgent:
            events, self._urgent = self._urgent, []
            self.broadcast(wire.events_frame(self.name, events, {}), events=len(events), needed=True)

    def flush_batch(self) -> None:
        """Send what waited, the host's first, and tell how much was left out."""
        needed = bool(self._waiting["host"])
        events = [event for lane in LANES for event in self._waiting[lane].values()]
        dropped, self._dropped = self._dropped, {}
        for waiting in self._waiting.values():
            waiting.clear()
        if events or dropped:
            self.broadcast(wire.events_frame(self.name, events, dropped), events=len(events), needed=needed)

    def broadcast(self, frame: bytes, *, events: int = 0, needed: bool = True) -> None:
        """Write one frame to everyone; those who are behind get it only when it is `needed`, or are cut."""
        if self._writers is None:
            self._writers = [each.write for each in self.seats if not each.choked]
            self._choked = [each for each in self.seats if each.choked]
        writers, choked = self._writers, self._choked
        for write in writers:
            write(frame)
        reached = len(writers) + sum(each.press(frame, needed=needed) for each in choked)
        self._counts.frames += 1
        self._counts.events += events
        self._counts.deliveries += events * reached
