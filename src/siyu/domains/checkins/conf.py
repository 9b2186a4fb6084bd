"""Limits of check-ins."""

from __future__ import annotations

from typing import Final

DAYS_MOST: Final = 366
MAKEUPS_MOST: Final = 10
OPEN_MOST: Final = 10
"""So many campaigns may go on in a group at once."""
PAGE: Final = 20
LEADERS: Final = 20
REMIND_HOUR: Final = 20
"""The hour of the account's clock at which who has not checked in is told."""
