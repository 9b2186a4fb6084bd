"""How fast an account answers: the middle reply time and the share within its promise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from siyu.domains.accounts.models import Account
from siyu.domains.support import conf
from siyu.domains.support.models import Turn
from siyu.domains.support.rules import median
from siyu.kernel import clock


@dataclass(frozen=True)
class ReplyTimes:
    """Of `answers` in the last `days` days: the median seconds (None of none) and how many came within the promise."""

    days: int
    answers: int
    median_seconds: int | None
    in_time: int


def reply_times(account: Account, days: int = 7) -> ReplyTimes:
    """Measure from the turns; at most 20,000 of them, the newest."""
    since, sla = clock.now() - timedelta(days=days), conf.support_conf(account).sla_seconds
    turns = Turn.objects.of(account).filter(answered_at__gte=since).order_by("-answered_at")
    seconds = list(turns.values_list("seconds", flat=True)[:20_000])
    return ReplyTimes(days, len(seconds), median(seconds), sum(one <= sla for one in seconds))
