"""Limits of chains; an account may let members make some in `Account.settings["chains"]`."""

from __future__ import annotations

from typing import Final

from siyu.domains.accounts.models import Account

ITEMS_MOST: Final = 20
PICKUPS_MOST: Final = 20
PICTURES_MOST: Final = 9
QUANTITY_MOST: Final = 9_999
"""Of one item in one entry, where the item says nothing less."""
CAP_MOST: Final = 1_000_000
PRICE_MOST: Final = 100_000_00
"""In fen."""
PAGE: Final = 50
TEXT_LINES: Final = 500
"""So many entries the text to copy holds."""
JOIN_RATE: Final = "30/minute"
MAKE_RATE: Final = "20/hour"
LEADS: Final = "announce"
"""The act of a group whose holders lead its chains."""


def members_may_start(account: Account) -> bool:
    """Whether every member of a group may make a chain; else only those who lead it."""
    return bool((account.settings.get("chains") or {}).get("members_may_start"))
