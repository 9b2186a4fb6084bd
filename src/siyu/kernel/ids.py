"""Identifiers: time-ordered ones for what is new, derived ones for what must come out the same twice."""

from __future__ import annotations

import secrets
from hashlib import blake2b
from typing import Final
from uuid import UUID

import uuid_utils.compat as uuid_compat

_LETTERS: Final = "23456789abcdefghjkmnpqrstuvwxyz"  # none that people confuse when they read one aloud
SHORT_ID_LENGTH: Final = 14


def new_id() -> UUID:
    """A fresh UUIDv7 (RFC 9562)."""
    return uuid_compat.uuid7()


def derived_id(at_ms: int, *parts: str | int) -> UUID:
    """A UUIDv7-shaped id, the same for the same instant (UTC ms) and parts: makes restating a fact idempotent."""
    seed = "\x1f".join(str(part) for part in parts)
    tail = int.from_bytes(blake2b(seed.encode(), digest_size=10).digest(), "big")
    value = (max(at_ms, 0) & (1 << 48) - 1) << 80 | tail
    value = value & ~(0xF << 76) | 0x7 << 76
    return UUID(int=value & ~(0x3 << 62) | 0x2 << 62)


def short_id() -> str:
    """A fresh random id for addresses that people see: 14 letters, 69 bits, not to be guessed or counted."""
    return "".join(secrets.choice(_LETTERS) for _ in range(SHORT_ID_LENGTH))
