"""Limits of conversations; an account may tune some in `Account.settings["chat"]`."""

from __future__ import annotations

from typing import Final

from siyu.domains.accounts.models import Account

RECALL_SECONDS: Final = 120
PAGE: Final = 40
"""Messages of one page of history."""
PAGE_MOST: Final = 200
PINS_MOST: Final = 10
MENTIONS_MOST: Final = 20
RATE: Final = "20/10second"
"""How often one user may send."""


def rate_of(account: Account) -> str:
    """How often one user may send in the account's conversations, as `20/10second`."""
    return str((account.settings.get("chat") or {}).get("rate") or RATE)
