"""Limits of check-ins."""

from __future__ import annotations

from datetime import time
from typing import Final

DAYS_MOST: Final = 366
MAKEUPS_MOST: Final = 10
OPEN_MOST: Final = 10
"""So many campaigns may go on in a group at once."""
PICTURES_MOST: Final = 3
PAGE: Final = 20
MATRIX_PAGE: Final = 50
MATRIX_DAYS: Final = 14
LEADERS: Final = 20
REMIND_AT: Final = time(20)
"""By the account's clock, where the hours of a campaign allow it; else an hour before they end."""
