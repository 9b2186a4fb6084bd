"""Limits of programmes; an account may tune some in `Account.settings["programmes"]`."""

from __future__ import annotations

from typing import Final

from siyu.domains.accounts.models import Account

REMIND_MINUTES: Final = 15
REMIND_CHOICES: Final = (5, 15, 30, 60, 24 * 60)
"""What the form offers, beside the account's own number."""
REMIND_MOST: Final = 7 * 24 * 60
OPEN_MINUTES: Final = 15
"""So long before the begin one may say that one came."""
OPEN_MOST: Final = 24 * 60
HOURS_MOST: Final = 24
"""So long an entry lasts at most."""
AHEAD_DAYS: Final = 366
WEEK_MOST: Final = 60
"""So many entries a week of a group may have."""
HOSTS_OFFERED: Final = 30
CARD_ROWS: Final = 5
STRIP_HOURS: Final = 12
"""What begins within so many hours stands above the chat."""
PAGE: Final = 30
MATRIX_PAGE: Final = 50
WRITE_RATE: Final = "60/hour"
POST_RATE: Final = "20/hour"
TAP_RATE: Final = "60/minute"


def remind_minutes(account: Account) -> int:
    """Minutes before the begin at which an entry reminds, where its maker says nothing else."""
    return _tuned(account, "remind_minutes", REMIND_MINUTES, REMIND_MOST)


def open_minutes(account: Account) -> int:
    """Minutes before the begin from which on one may say that one came."""
    return _tuned(account, "open_minutes", OPEN_MINUTES, OPEN_MOST)


def _tuned(account: Account, name: str, otherwise: int, most: int) -> int:
    said = (account.settings.get("programmes") or {}).get(name)
    return min(max(said, 0), most) if isinstance(said, int) and not isinstance(said, bool) else otherwise
