"""Somebody who sits in rooms without a socket, and who reads WebSocket frames."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any


def frames(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(kind, payload) of unmasked frames laid end to end."""
    while data:
        kind, size, head = data[0] & 15, data[1], 2
        if size == 126:
            size, head = int.from_bytes(data[2:4], "big"), 4
        elif size == 127:
            size, head = int.from_bytes(data[2:10], "big"), 10
        yield kind, data[head : head + size]
        data = data[head + size :]


class Somebody:
    """Keeps what is written to it."""

    def __init__(self, origin: str = "http://fans.example", *, choked: bool = False) -> None:
        self.user, self.origin, self.choked = "", origin, choked
        self.rooms: set[str] = set()
        self.written: list[bytes] = []
        self.closed: tuple[int, str] | None = None
        self.passed_over = 0

    def write(self, frame: bytes) -> None:
        self.written.append(frame)

    def tell(self, what: dict[str, Any]) -> None:
        from siyu.platform.realtime import wire

        self.write(wire.text_frame(wire.dumps(what)))

    def press(self, frame: bytes, *, needed: bool) -> int:
        if not needed:
            self.passed_over += 1
            return 0
        self.write(frame)
        return 1

    def close(self, code: int, why: str) -> None:
        self.closed = (code, why)

    @property
    def heard(self) -> list[dict[str, Any]]:
        return [json.loads(payload) for frame in self.written for kind, payload in frames(frame) if kind == 1]

    @property
    def events(self) -> list[Any]:
        return [event["payload"] for said in self.heard for event in said.get("events", ())]
