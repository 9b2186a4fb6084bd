"""Limits of routing."""

from __future__ import annotations

from typing import Final

ROUTES_MOST: Final = 50
UNDO_DAYS: Final = 7
BATCH: Final = 500
"""So many are invited in one transaction."""
RUNS_SHOWN: Final = 10
SAMPLE: Final = 5
INVITATION_DAYS: Final = 7
