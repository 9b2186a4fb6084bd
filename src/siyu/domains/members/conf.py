"""What holds for members' own data."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

EXPORT_KEPT: Final = timedelta(days=7)
ERASURE_WAITS: Final = timedelta(days=14)
MOST_FOLLOWS: Final = 2_000
MOST_BLOCKS: Final = 2_000
