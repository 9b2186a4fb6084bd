"""Pure decisions about notices: which family a kind belongs to, and whether it is night for somebody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

OTHER: Final = "system"
HOURS: Final = range(24)


def family_of(kind: str, families: Mapping[str, tuple[str, ...]]) -> str:
    """The family whose beginning of kinds fits best (`note` holds `note.comment`); `system` where none does."""
    best, found = 0, OTHER
    for family, starts in families.items():
        for start in starts:
            if (kind == start or kind.startswith(f"{start}.")) and len(start) > best:
                best, found = len(start), family
    return found


def is_quiet(hour: int, start: int | None, end: int | None) -> bool:
    """Whether a local hour lies in quiet hours `start`–`end` (0–23, the end not included; over midnight: 22–8).

    The same hour twice means the whole day, None means never.
    """
    if start is None or end is None:
        return False
    if start < end:
        return start <= hour < end
    return hour >= start or hour < end
