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
NEWCOMERS_AFTER: Final = 5
"""So many seconds newcomers gather before they are led, so that a rush of them costs few runs."""
CLAIM_SECONDS: Final = 300
"""A claim on newcomers that is older was left by somebody who broke down."""
