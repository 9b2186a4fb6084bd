"""What is written while a copy of the store is being made, to be done again on the copy."""

from __future__ import annotations

import threading
from typing import Any, Final

import pyarrow as pa

from siyu.platform.eventstore.store import EventStore

MOST_ROWS: Final = 3_000_000
"""Rows noted at most: what writers bring beyond that is more than a copy should keep in memory."""
FEW_ROWS: Final = 2_000
"""Rows that may be left when writers are stopped; a few hundredths of a second's work."""
_MOST_ROUNDS = 500


class Journal:
    """Calls in the order in which they took effect. Noted by one writer at a time, replayed by one thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._calls: list[tuple[str, dict[str, Any], int]] = []
        self._rows = 0
        self._overrun = False

    def note(self, call: str, words: dict[str, Any]) -> None:
        """Keep one call; one that replaces everything, or one too many, makes the copy useless."""
        rows = max((len(word) for word in words.values() if isinstance(word, pa.Table | list | dict)), default=1)
        with self._lock:
            self._rows += rows
            if call == "load" or self._rows > MOST_ROWS:
                self._overrun = True
            if self._overrun:
                self._calls.clear()
            else:
                self._calls.append((call, words, rows))

    def replay_until_few(self, copy: EventStore) -> bool:
        """Do what was noted on the copy until little is left; False when writers are quicker than that."""
        for _ in range(_MOST_ROUNDS):
            if not self._replay_some(copy):
                return False
            if self._rows <= FEW_ROWS:
                return True
        return False

    def replay(self, copy: EventStore) -> bool:
        """Do all that is left, while nobody writes; False when the copy is useless."""
        return self._replay_some(copy)

    def _replay_some(self, copy: EventStore) -> bool:
        with self._lock:
            calls, self._calls = self._calls, []
        for call, words, rows in calls:
            getattr(copy, call)(**words)
            with self._lock:
                self._rows -= rows
        return not self._overrun
