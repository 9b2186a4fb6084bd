"""RFM map, channels and refunds: what the dashboards read agrees with plain counting."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from siyu.domains.accounts.actions.open_account import open_account
from siyu.domains.accounts.models import Account
from siyu.domains.fans.models import Person, Standing
from siyu.domains.insights.queries.channels import channels
from siyu.domains.insights.queries.refunds import refunds
from siyu.domains.insights.queries.rfm_map import FIELDS, field_of, rfm_map
from siyu.domains.insights.tests.stating import fact, put
from siyu.domains.insights.types import Window
from siyu.platform.eventstore.duck import DuckStore

ACCOUNT = Account(pk=1, slug="x", time_zone="Asia/Shanghai")
AT = datetime(2024, 6, 10, 4, tzinfo=UTC)
JUNE = Window(date(2024, 6, 1), date(2024, 6, 30))


def test_channels_and_their_overlap(event_store: DuckStore) -> None:
    orders = [(1, "taobao", 100), (1, "douyin", 300), (2, "taobao", 100), (3, "weixin", 50), (3, "taobao", 50),
              (3, "douyin", 50), (0, "weixin", 1000)]  # fmt: skip
    put(event_store, [
        fact(person, AT, "order.paid", channel=channel, no=f"o{n}", fen=fen)
        for n, (person, channel, fen) in enumerate(orders)
    ])  # fmt: skip
    report = channels(ACCOUNT, JUNE)
    assert [(row.channel, row.paid_fen, row.buyers, row.orders) for row in report.rows] == [
        ("weixin", 1050, 1, 2), ("douyin", 350, 2, 2), ("taobao", 250, 3, 3),
    ]  # fmt: skip
    assert sum(row.gmv_share or 0 for row in report.rows) == pytest.approx(1)
    assert [(pair.first, pair.second, pair.persons) for pair in report.overlaps] == [
        ("douyin", "taobao", 2), ("douyin", "weixin", 1), ("taobao", "weixin", 1),
    ]  # fmt: skip
    assert (report.buyers, report.multi_channel_buyers, report.multi_channel_share) == (3, 2, pytest.approx(2 / 3))


def test_refunds_are_split_by_their_moment(event_store: DuckStore) -> None:
    hour = timedelta(hours=1)

    def order(no: str, *states: tuple[str, int, int | None], **props: object) -> list[dict[str, object]]:
        return [
            fact(1, AT + after * hour, f"order.{state}", no=no, fen=fen, **(props if state == "refunded" else {}))
            for state, after, fen in states
        ]

    put(event_store, [
        *order("kept", ("paid", 0, 1000), ("shipped", 5, None), ("received", 60, None)),
        *order("before shipping", ("paid", 0, 1000), ("refunded", 40, 1000)),
        *order("within a day", ("paid", 0, 1000), ("shipped", 2, None), ("refunded", 24, 500)),
        *order("on the way", ("paid", 0, 1000), ("shipped", 2, None), ("refunded", 25, 1000), ("received", 80, None)),
        *order("after receipt", ("paid", 0, 1000), ("shipped", 2, None), ("received", 50, None), ("refunded", 90, 300)),
        *order("untold", ("paid", 0, 1000), ("refunded", 2, 700), time_known=False),
        *order("untold, closed", ("paid", 0, 1000), ("closed", 9, None), ("refunded", 9, 10), time_known=False),
        *order("untold, shipped", ("paid", 0, 1000), ("shipped", 2, None), ("refunded", 2, 20), time_known=False),
        *order("untold, received", ("paid", 0, 1000), ("received", 9, None), ("refunded", 9, 30), time_known=False),
    ])  # fmt: skip
    report = refunds(ACCOUNT, JUNE)
    assert {part.name: (part.orders, part.refunded_fen) for part in report.parts} == {
        "instant": (3, 1510), "in_transit": (2, 1020), "after_receipt": (2, 330), "unknown": (1, 700),
    }  # fmt: skip
    assert (report.orders_paid, report.refunded_orders, report.refunded_fen) == (9, 8, 3560)
    assert report.gmv_rate == pytest.approx(3560 / 9000)
    assert sum(part.gmv_rate or 0 for part in report.parts) == pytest.approx(report.gmv_rate)
    assert [month.month for month in report.months] == ["2024-06"]


def test_every_score_has_a_field() -> None:
    assert {field_of(r, f) for r in range(1, 6) for f in range(1, 6)} == {field.name for field in FIELDS}


@pytest.mark.django_db
def test_the_map_counts_everyone_once() -> None:
    account, other = open_account(slug="a", name="A"), open_account(slug="b", name="B")
    scores = [(5, 5, 900), (5, 5, 100), (1, 4, 70), (None, None, 0), (3, 1, 5)]
    for owner in (account, other):
        people = Person.objects.bulk_create(
            [Person(account=owner, key=f"k{n}", created_at=AT) for n in range(len(scores))]
        )
        Standing.objects.bulk_create([
            Standing(account=owner, person=person, rfm_r=r, rfm_f=f, rfm_m=r, net_paid_fen=fen, computed_at=AT)
            for person, (r, f, fen) in zip(people, scores, strict=True)
        ])  # fmt: skip
    found = rfm_map(account)
    assert (len(found.cells), found.buyers, found.net_paid_fen, found.computed_at) == (25, 4, 1075, AT)
    assert {group.name: group.persons for group in found.groups if group.persons} == {
        "champions": 2, "at_risk": 1, "cooling": 1,
    }  # fmt: skip
