"""Where people buy: channels side by side, and the people they share."""

# ruff: noqa: S608 - what is written into the SQL are names of our own; values go by parameters

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from siyu.domains.accounts.models import Account
from siyu.domains.facts.kinds import KINDS
from siyu.domains.fans.queries.standing_sql import NOT_VOID, naive
from siyu.domains.insights.queries.metrics import show_many
from siyu.domains.insights.queries.windows import LONG_AGO, span_of
from siyu.domains.insights.types import ChannelOverlap, ChannelRow, ChannelsReport, MetricResult, Window
from siyu.kernel import clock
from siyu.platform import eventstore

_BY_CHANNEL: Final = (
    "buyers", "new_buyers", "orders_paid", "gmv_paid", "refund_amount", "aov_per_buyer", "refund_rate_gmv",
)  # fmt: skip
_OVERALL: Final = ("buyers", "multi_channel_buyers", "multi_channel_share", "gmv_paid")
_OVERLAPS: Final = f"""
WITH bought AS (
    SELECT DISTINCT person, channel FROM facts
    WHERE account = $account AND {NOT_VOID} AND person <> 0 AND kind = {KINDS["order.paid"].code}
        AND happened_at >= $start AND happened_at < $end
)
SELECT a.channel AS "first", b.channel AS "second", count(*) AS persons
FROM bought a JOIN bought b ON a.person = b.person AND a.channel < b.channel
GROUP BY a.channel, b.channel ORDER BY persons DESC, "first", "second"
"""


def channels(account: Account, window: Window, *, now: datetime | None = None) -> ChannelsReport:
    """Every channel with a paid order in the window, largest first, and the overlaps between them."""
    now = now or clock.now()
    by_channel = show_many(account, _BY_CHANNEL, window, by="channel", now=now)
    buyers, shared, share, gmv = show_many(account, _OVERALL, window, now=now)
    return ChannelsReport(
        window=buyers.window,
        rows=_rows(by_channel, int(gmv.value or 0)),
        overlaps=_overlaps(account, window, now),
        buyers=int(buyers.value or 0),
        multi_channel_buyers=int(shared.value or 0),
        multi_channel_share=share.value,
        computed_at=now,
    )


def _rows(results: list[MetricResult], gmv: int) -> list[ChannelRow]:
    cells: dict[str, dict[str, Any]] = {}
    for result in results:
        for row in result.rows:
            cells.setdefault(row.key, {})[result.metric.name] = row.value
    rows = [
        ChannelRow(
            channel=channel,
            buyers=cell["buyers"],
            new_buyers=cell["new_buyers"],
            orders=cell["orders_paid"],
            paid_fen=cell["gmv_paid"],
            refunded_fen=cell["refund_amount"],
            aov_per_buyer_fen=cell["aov_per_buyer"],
            refund_rate_gmv=cell["refund_rate_gmv"],
            gmv_share=cell["gmv_paid"] / gmv if gmv else None,
        )
        for channel, cell in cells.items()
        if cell["orders_paid"]
    ]
    return sorted(rows, key=lambda row: (-row.paid_fen, row.channel))


def _overlaps(account: Account, window: Window, now: datetime) -> list[ChannelOverlap]:
    span = span_of(window, account.time_zone, now)
    params = {
        "account": account.pk,
        "start": naive(span.start) if span.start else LONG_AGO,
        "end": naive(span.end),
    }
    return [ChannelOverlap(**row) for row in eventstore.connect().query(_OVERLAPS, params).to_pylist()]
