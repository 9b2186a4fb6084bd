"""Keyset paging: a page is found by where the last one ended, so page 10,000 costs what page 1 costs."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of rows and the opaque cursors beside it (None at either end)."""

    rows: Sequence[Row]
    next_cursor: str | None = None
    previous_cursor: str | None = None


def encode_cursor(*position: Any) -> str:
    """Turn a sort position (JSON values) into an opaque URL-safe cursor."""
    return base64.urlsafe_b64encode(json.dumps(position, separators=(",", ":")).encode()).decode().rstrip("=")


def decode_cursor(cursor: str, parts: int) -> list[Any]:
    """Read a cursor of `parts` values back; raises ValueError on anything else."""
    try:
        position = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, UnicodeDecodeError) as broken:
        raise ValueError("not a cursor") from broken
    if not isinstance(position, list) or len(position) != parts:
        raise ValueError("not a cursor of this list")
    return position


def decode_id(cursor: str) -> int:
    """Read back a cursor that is one whole number, as lists by id have it; raises ValueError on anything else."""
    (position,) = decode_cursor(cursor, 1)
    if not isinstance(position, int) or position < 0:
        raise ValueError("not a cursor of this list")
    return position
