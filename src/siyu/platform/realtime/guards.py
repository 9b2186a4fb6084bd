"""Who may sit in which room: each domain hangs a guard for the prefix of its rooms here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from siyu.platform.registry import Registry

RoomGuard = Callable[[Any, str], bool]
"""(user, name of the room without its prefix) → whether this user may hear what is said there."""

room_guards: Registry[RoomGuard] = Registry("room_guards")
"""Prefix → guard. `group.k3x9` is asked of the guard `group` with the name `k3x9`; unknown prefixes are refused."""


def may_sit(user: Any, room: str) -> bool:
    """Whether the user may join the room."""
    prefix, _, name = room.partition(".")
    return bool(name) and prefix in room_guards and room_guards[prefix](user, name)


def own_room(user: Any, name: str) -> bool:
    """The guard of `user.<uid>`: notices to a user are heard by that user only."""
    return bool(user.uid == name)
