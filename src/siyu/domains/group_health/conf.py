"""What group health counts by: published numbers, the same for every account."""

from __future__ import annotations

from typing import Final

SILENT_DAYS: Final = 28
"""Whoever did nothing in the group for so many days is silent; joining is doing something."""
LIVELY_MESSAGES: Final = 5
LIVELY_SPEAKERS: Final = 3
"""A day with at least so many messages by at least so many people is a lively one."""
WINDOWS: Final = (7, 28)
FEW_MEMBERS: Final = 5
"""Below that nothing can be said of a group but that it needs people."""
PAGE: Final = 30
