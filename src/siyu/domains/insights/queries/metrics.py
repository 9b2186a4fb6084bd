"""Compute metrics of an account: any number of them in one round trip to the engine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from siyu.domains.accounts.models import Account
from siyu.domains.insights.types import Metric, MetricResult, Window


def catalogue() -> list[Metric]:
    """Every metric, in the order of its group."""
    raise NotImplementedError


def show(
    account: Account, name: str, window: Window, by: str | None = None, *, now: datetime | None = None
) -> MetricResult:
    """One metric; raises NotFound for an unknown name and Invalid for a dimension it cannot be cut by."""
    return show_many(account, [name], window, by, now=now)[0]


def show_many(
    account: Account, names: Sequence[str], window: Window, by: str | None = None, *, now: datetime | None = None
) -> list[MetricResult]:
    """Several metrics over one window, in the order asked, in one query."""
    raise NotImplementedError
