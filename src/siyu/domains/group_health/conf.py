"""What group health counts by: the defaults; an account may tune them in `Account.settings["group_health"]`."""

from __future__ import annotations

from typing import Final

SILENT_DAYS: Final = 28
"""Whoever did nothing in the group for so many days is silent; joining is doing something."""
LIVELY_MESSAGES: Final = 5
LIVELY_SPEAKERS: Final = 3
"""A day with at least so many messages by at least so many people is a lively one."""
WINDOWS: Final = (7, 28)
PART: Final = "group_health"
"""The part of the account's settings."""
FEW_MEMBERS: Final = 5
"""Below that nothing can be said of a group but that it needs people."""
PAGE: Final = 30
NUDGE_LENGTH: Final = 200
NUDGED_MOST: Final = 200
"""So many silent members are written to at a time."""
