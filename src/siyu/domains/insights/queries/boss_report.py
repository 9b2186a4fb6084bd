"""The one page for the boss: what the figures were, how they moved, and what they say in plain words."""

from __future__ import annotations

from datetime import date, datetime

from siyu.domains.accounts.models import Account
from siyu.domains.insights.types import BossReport


def boss_report(account: Account, *, end: date | None = None, days: int = 7, now: datetime | None = None) -> BossReport:
    """The `days` local days ending on `end` (default yesterday) against the same number of days before them."""
    raise NotImplementedError
