"""Charts of group health."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.group_health.queries.spans import span_until
from siyu.domains.group_health.types import Figures
from siyu.kernel import clock
from siyu.platform.ui.charts import Chart, Series, over_categories


def daily_messages(account: Account, figures: Figures) -> Chart:
    """What members said day by day in the window that ends today."""
    counts, now = figures.daily_messages, clock.now()
    first = clock.local_day(span_until(now, account.time_zone, len(counts)).start, account.time_zone)
    days = [first + timedelta(days=n) for n in range(len(counts))]
    return Chart(
        name="daily-messages",
        title=_("How many messages a day?"),
        option=over_categories([f"{day:%m-%d}" for day in days], [Series(_("messages of members"), counts)]),
        unit=_("messages of members"),
        window=f"{days[0]} – {days[-1]}",
        zone=account.time_zone,
        columns=[_("Day"), _("Messages")],
        rows=list(zip(days, counts, strict=True)),
        size="low",
    )
