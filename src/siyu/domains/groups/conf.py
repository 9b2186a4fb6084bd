"""Limits of groups; an account may tune some in `Account.settings["groups"]`."""

from __future__ import annotations

from typing import Final

from siyu.domains.accounts.models import Account

BIG_MOST: Final = 2_000
UNDO_DAYS: Final = 7
"""So long a dissolved group can be brought back."""
INVITED_MOST: Final = 20_000
"""So many one link may let in where parallel groups open."""
INVITATION_DAYS: Final = (1, 7, 30)
MUTE_MINUTES: Final = (10, 60, 1_440, 10_080)
PAGE: Final = 50


def big_most(account: Account) -> int:
    """The most members that a big group of the account may have; a setting can only lower it."""
    tuned = (account.settings.get("groups") or {}).get("big_most")
    return min(BIG_MOST, max(200, int(tuned))) if tuned else BIG_MOST
