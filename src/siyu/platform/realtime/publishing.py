"""What Django says to those who look on: an event in a room, a seat taken away, a request to fetch anew."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from typing import Any, Literal

from siyu.platform.realtime import wire
from siyu.platform.realtime.carriers import Carrier, LocalCarrier
from siyu.platform.settings import settings

Lane = Literal["host", "buyer", "all"]
EVERYONE = "*"
"""In place of a room: all rooms; in place of a user: all users."""

_ROOMS_AT_ONCE = 1_000
_instead: list[Carrier] = []


def publish(
    room: str, event: str, payload: Any, *, lane: Lane = "host", coalesce: bool = False,
    seq: int | None = None, key: str = "",
) -> None:  # fmt: skip
    """Say an event in a room once the transaction has committed; costs a few microseconds and may be lost.

    `seq` numbers what a page must not miss (1, 2, 3 … a room): whoever sees a gap fetches the rest over HTTP.
    Lanes: `host` is sent at once and never left out; `buyer` and `all` travel in batches of 0.1 s and are left out,
    and counted, when there are too many. `coalesce` puts `host` events into batches too. Of batched events with the
    same `key` only the last is sent: counters.
    """
    if not wire.is_room(room):
        raise ValueError(f"not a room: {room}")
    body = wire.event_of(event, payload, seq)
    if len(body) > wire.MOST_BYTES:
        raise ValueError(f"an event of {len(body)} bytes is too long to publish: publish its id")
    head = {"do": "publish", "room": room, "lane": lane, "batch": coalesce or lane != "host", "key": key, "seq": seq}
    said = wire.message(head, body)
    _after_commit(lambda: carrier().publish(room, said))


def publish_many(rooms: Iterable[str], event: str, payload: Any) -> None:
    """Say the same event in many rooms once the transaction has committed, as one message for each 1,000 of them.

    As `publish` in the lane `host`, without numbers: a notice to everyone concerned costs a few messages.
    """
    named = list(rooms)
    for room in named:
        if not wire.is_room(room):
            raise ValueError(f"not a room: {room}")
    body = wire.event_of(event, payload, None)
    head = {"do": "publish", "room": "", "lane": "host", "batch": False, "key": "", "seq": None}
    for start in range(0, len(named), _ROOMS_AT_ONCE):
        some = named[start : start + _ROOMS_AT_ONCE]
        said = wire.message({**head, "rooms": some}, body)
        if len(said) > wire.MOST_BYTES:
            raise ValueError(f"an event of {len(body)} bytes is too long for many rooms")
        _after_commit(partial(_bring, some, said))


def _bring(rooms: list[str], said: bytes) -> None:
    carrier().publish_many(rooms, said)


def revoke(room: str, user_uid: str) -> None:
    """Take a user's seat in a room once the transaction has committed: nothing more is heard there, within 5 s at most.

    Tickets whose rights were looked up before do not open the room again. `*` as the room means every room and closes
    the user's connections; `*` as the user empties the room.
    """
    if room != EVERYONE and not wire.is_room(room):
        raise ValueError(f"not a room: {room}")
    _after_commit(
        lambda: carrier().revoke(wire.message({"do": "revoke", "room": room, "user": user_uid, "at": time.time()}))
    )


def ask_refill(rooms: Iterable[str]) -> None:
    """Let everyone in these rooms fetch anew once the transaction has committed, for changes too wide for an event."""
    said = wire.message({"do": "refill", "rooms": list(rooms)})
    _after_commit(lambda: carrier().publish("", said))


def carrier() -> Carrier:
    """What brings messages to the gateways: Valkey when it is set, the socket of this machine's gateway else."""
    return _instead[-1] if _instead else _carrier()


def use(other: Carrier | None) -> None:
    """Bring messages by another carrier from now on (tests); None goes back to the one of the settings."""
    _instead[:] = [] if other is None else [other]


@lru_cache
def _carrier() -> Carrier:
    if settings().valkey_url:
        from siyu.platform.realtime.valkey import ValkeyCarrier

        return ValkeyCarrier(settings().valkey_url)
    return LocalCarrier()


def _after_commit(say: Callable[[], None]) -> None:
    from django.db import transaction

    transaction.on_commit(say, robust=True)
