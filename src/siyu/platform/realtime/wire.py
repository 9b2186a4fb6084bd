"""The two languages of the gateway: messages of publishers (a JSON head, a line feed, a body) and WebSocket frames."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, Final

MOST_BYTES: Final = 64 * 1024
"""The longest event that may be published."""
PING: Final = b"\x89\x00"
"""A WebSocket ping without content."""
_ROOM: Final = re.compile(r"[a-z][a-z_]*(\.[A-Za-z0-9_-]{1,64}){1,3}")


def is_room(name: str) -> bool:
    """Whether this can be the name of a room: a prefix and one to three parts, such as `account.acme.desk`."""
    return _ROOM.fullmatch(name) is not None


def dumps(value: Any) -> bytes:
    """Compact JSON; what JSON does not know is written as its text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str).encode()


def event_of(event: str, payload: Any, seq: int | None) -> bytes:
    """One event as browsers get it."""
    return dumps({"event": event, "payload": payload, **({} if seq is None else {"seq": seq})})


def message(head: dict[str, Any], body: bytes = b"") -> bytes:
    """A message to the gateway."""
    return dumps(head) + b"\n" + body


def parse(said: bytes) -> tuple[dict[str, Any], bytes]:
    """Head and body of a message."""
    head, _, body = said.partition(b"\n")
    return json.loads(head), body


def text_frame(payload: bytes) -> bytes:
    """A WebSocket text frame from server to client: built once, written to many."""
    size = len(payload)
    if size < 126:
        return bytes((0x81, size)) + payload
    if size < 1 << 16:
        return b"\x81\x7e" + size.to_bytes(2, "big") + payload
    return b"\x81\x7f" + size.to_bytes(8, "big") + payload


def events_frame(room: str, events: Iterable[bytes], dropped: dict[str, int]) -> bytes:
    """One frame that carries what was said in a room, and how much was left out since the last one."""
    told = b',"dropped":' + dumps(dropped) if dropped else b""
    return text_frame(b'{"room":"' + room.encode() + b'","events":[' + b",".join(events) + b"]" + told + b"}")
