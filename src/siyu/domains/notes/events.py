"""What notes tell those who care, by the outbox: search, feeds and caches follow from it."""

from __future__ import annotations

from typing import Final

CHANGED: Final = "note.changed"
"""{"note": id, "state": …}: a note appeared, changed, was hidden, deleted or came back."""
