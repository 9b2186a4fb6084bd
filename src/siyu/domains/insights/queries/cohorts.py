"""Repurchase cohorts: the period of the first order, and who came back how many periods later."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from siyu.domains.accounts.models import Account
from siyu.domains.insights.types import CohortTable


def cohorts(account: Account, by: Literal["week", "month"] = "month", *, now: datetime | None = None) -> CohortTable:
    """Cohorts by local week (Monday) or month of the first paid order, up to the running period."""
    raise NotImplementedError
