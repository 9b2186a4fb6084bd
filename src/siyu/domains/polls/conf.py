"""Limits of polls; an account may tune some in `Account.settings["groups"]`."""

from __future__ import annotations

from typing import Final

from siyu.domains.accounts.models import Account

FEWEST_CHOICES: Final = 2
MOST_CHOICES: Final = 20
DEADLINE_DAYS: Final = 180
OPEN_MOST: Final = 50
"""So many polls of a group may be open at once."""
PAGE: Final = 20
VOTERS_PAGE: Final = 50


def members_may_start(account: Account) -> bool:
    """Whether every member starts polls, or only who leads the group."""
    tuned = account.settings.get("groups") or {}
    return bool(tuned.get("polls_by", "members") == "members")
