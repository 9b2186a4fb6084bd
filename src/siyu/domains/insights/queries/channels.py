"""Where people buy: channels side by side, and the people they share."""

from __future__ import annotations

from datetime import datetime

from siyu.domains.accounts.models import Account
from siyu.domains.insights.types import ChannelsReport, Window


def channels(account: Account, window: Window, *, now: datetime | None = None) -> ChannelsReport:
    """Every channel with a paid order in the window, largest first, and the overlaps between them."""
    raise NotImplementedError
