"""Rows that cannot be taken: counted all, listed up to a limit, in the order of the file."""

from __future__ import annotations

from typing import Any

MOST_LISTED = 1000


class Refusals:
    """What was refused so far, as `{"row", "field", "reason"}`."""

    def __init__(self) -> None:
        self.count = 0
        self.listed: list[dict[str, Any]] = []
        self._once: set[tuple[str, str]] = set()

    def add(self, row: int, field: str, reason: str) -> None:
        """Refuse one row for the first reason found."""
        self.count += 1
        if len(self.listed) < MOST_LISTED:
            self.listed.append({"row": row, "field": field, "reason": reason})

    def add_once(self, row: int, field: str, reason: str) -> None:
        """Refuse a whole column: listed once, and no row is counted for it."""
        if (field, reason) not in self._once:
            self._once.add((field, reason))
            self.listed.append({"row": row, "field": field, "reason": reason})
