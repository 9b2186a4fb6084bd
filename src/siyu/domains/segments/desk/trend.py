"""The chart of a segment's size at the last month ends, counted from the facts as of then."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.cache import cache
from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.segments.models import Segment
from siyu.domains.segments.queries import membership
from siyu.kernel import clock
from siyu.platform.ui.charts import Chart, Series, over_categories

MONTHS = 12
_KEPT_SECONDS = 600


def trend_chart(account: Account, segment: Segment) -> Chart:
    """How many were in at each of the last twelve month ends and now; kept for ten minutes. Raises InvalidTree."""
    now = clock.now()
    ends = month_ends(now, account.time_zone, MONTHS)
    key = f"segment-trend:{segment.pk}:{segment.updated_at.timestamp()}:{ends[-1].timestamp()}"
    counts = cache.get(key)
    if counts is None:
        counts = [membership.count(account, segment.tree, at).count for at in (*ends, now)]
        cache.set(key, counts, _KEPT_SECONDS)
    zone = ZoneInfo(account.time_zone)
    labels = [f"{(at - timedelta(days=1)).astimezone(zone):%Y-%m}" for at in ends] + [_("Now")]
    option = over_categories(
        labels, [Series(_("Fans in the segment"), counts, kind="line", extra={"areaStyle": {"opacity": 0.08}})]
    )
    return Chart(
        name="segment-trend",
        title=_("Does this segment grow?"),
        option=option,
        unit=_("fans"),
        window=_("The last %(n)d month ends, and now") % {"n": MONTHS},
        zone=account.time_zone,
        computed_at=now,
        columns=(_("Month end"), _("Fans")),
        rows=list(zip(labels, counts, strict=True)),
        answer=_answer(counts),
    )


def _answer(counts: list[int]) -> str:
    before, after = counts[0], counts[-1]
    values = {"before": f"{before:,}", "after": f"{after:,}"}
    if after > before:
        return _("Yes: from %(before)s a year ago to %(after)s now.") % values
    if after < before:
        return _("No: from %(before)s a year ago to %(after)s now.") % values
    return _("It holds: %(after)s, as a year ago.") % values


def month_ends(now: datetime, zone: str, months: int) -> list[datetime]:
    """The instants at which the last `months` local months ended, oldest first."""
    first = clock.local_day(now, zone).replace(day=1)
    ends = []
    for _month in range(months):
        ends.append(clock.day_start(first, zone))
        first = (first - timedelta(days=1)).replace(day=1)
    return ends[::-1]
