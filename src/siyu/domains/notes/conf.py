"""Limits of notes."""

from __future__ import annotations

from typing import Final

PAGE_OF_COMMENTS: Final = 10
REPLIES_SHOWN: Final = 2
"""Answers that stand under a comment before somebody asks for more."""
PAGE_OF_REPLIES: Final = 10
PAGE_OF_NOTES: Final = 20
SCHEDULE_AHEAD_DAYS: Final = 90
DRAFTS_MOST: Final = 50
"""Drafts that one author keeps in one account."""
