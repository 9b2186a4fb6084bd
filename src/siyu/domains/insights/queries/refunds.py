"""Refunds split by when they happened: before anything moved, on the way, or after receipt."""

from __future__ import annotations

from datetime import datetime

from siyu.domains.accounts.models import Account
from siyu.domains.insights.types import RefundsReport, Window


def refunds(account: Account, window: Window, *, now: datetime | None = None) -> RefundsReport:
    """Refunds of the orders paid in the window, by orders and by GMV, and the same month by month."""
    raise NotImplementedError
