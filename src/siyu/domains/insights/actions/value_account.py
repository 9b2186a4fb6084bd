"""Compute the fan value of an account from its figures and hand it to the feeds."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from siyu.domains.accounts.models import Account
from siyu.domains.insights.metrics.fan_value import FanValue, fan_value
from siyu.domains.insights.queries.metrics import show_many
from siyu.domains.insights.types import Window
from siyu.domains.members.queries.following import followers_of
from siyu.domains.moderation.models import Case
from siyu.domains.notes.actions.store_fan_values import store_fan_value
from siyu.domains.notes.models import Note
from siyu.domains.support.queries.reply_times import reply_times
from siyu.kernel import clock

BUYERS_NEEDED: Final = 20
ANSWERS_NEEDED: Final = 5
ANSWER_DAYS: Final = 30
COMPLAINT_DAYS: Final = 90
FOLLOWERS_LEAST: Final = 100
"""Complaints are counted per 1,000 followers, of at least so many: one complaint is not the end of a beginner."""
WEEKS: Final = 8


def value_account(account: Account) -> FanValue:
    """Compute and keep it; answers it with its parts. What is not known in numbers enough is left out."""
    found = fan_value(
        {
            "reply": _reply_minutes(account),
            **_trade(account),
            "complaint": _complaints(account),
            "output": _weeks_with_notes(account),
        }
    )
    store_fan_value(account.pk, found.value, found.parts)
    return found


def _reply_minutes(account: Account) -> float | None:
    times = reply_times(account, ANSWER_DAYS)
    if times.median_seconds is None or times.answers < ANSWERS_NEEDED:
        return None
    return round(times.median_seconds / 60, 1)


def _trade(account: Account) -> dict[str, float | None]:
    """Repurchase over a year, refunds over 90 days, each only of enough buyers."""
    today = clock.local_day(clock.now(), account.time_zone)
    found: dict[str, float | None] = {}
    for part, metric, days in (("repurchase", "repurchase_rate", 365), ("refund", "refund_rate_gmv", 90)):
        buyers, figure = show_many(account, ["buyers", metric], Window(today - timedelta(days=days), today))
        enough = (buyers.value or 0) >= BUYERS_NEEDED
        found[part] = float(figure.value) if enough and figure.value is not None else None
    return found


def _complaints(account: Account) -> float:
    """Decided cases about the account's own content that were not dismissed, per 1,000 followers."""
    since = clock.now() - timedelta(days=COMPLAINT_DAYS)
    held = Case.objects.filter(account=account, for_platform=True, state=Case.State.DECIDED, decided_at__gte=since)
    followers = max(FOLLOWERS_LEAST, followers_of([account.pk])[account.pk])
    return held.exclude(outcome="dismiss").count() * 1_000 / followers


def _weeks_with_notes(account: Account) -> float:
    """The share of the last eight times seven days in which a note appeared that still stands."""
    now = clock.now()
    notes = Note.objects.of(account).filter(state=Note.State.PUBLISHED, published_at__gt=now - timedelta(weeks=WEEKS))
    weeks = {(now - at).days // 7 for at in notes.values_list("published_at", flat=True) if at is not None}
    return len(weeks) / WEEKS
