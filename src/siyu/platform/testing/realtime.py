"""What was said to those who look on, kept in a list in place of a gateway."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from siyu.platform.realtime import wire


@dataclass(frozen=True)
class Said:
    """One event as it was published."""

    room: str
    event: str
    payload: Any
    seq: int | None
    lane: str


class Recorder(list[Said]):
    """A carrier that keeps what it is given: events in itself, seats taken away in `revoked`, (room, user uid)."""

    def __init__(self) -> None:
        super().__init__()
        self.revoked: list[tuple[str, str]] = []
        self.refilled: list[str] = []

    def publish(self, room: str, said: bytes) -> None:
        """Keep an event, or the rooms that are to fetch anew."""
        head, body = wire.parse(said)
        if head["do"] == "refill":
            self.refilled += head["rooms"]
            return
        event = json.loads(body)
        self.append(Said(room, event["event"], event["payload"], event.get("seq"), head["lane"]))

    def publish_many(self, rooms: Iterable[str], said: bytes) -> None:
        """Keep one event for each room."""
        for room in rooms:
            self.publish(room, said)

    def revoke(self, said: bytes) -> None:
        """Keep a revocation."""
        head, _ = wire.parse(said)
        self.revoked.append((head["room"], head["user"]))
