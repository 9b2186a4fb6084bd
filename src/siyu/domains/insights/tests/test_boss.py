"""The boss report: its numbers, its findings, and the printed page."""

from __future__ import annotations

import io
import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation
from pypdf import PdfReader

from siyu.domains.accounts.models import Account
from siyu.domains.insights.actions.write_boss_pdf import write_boss_pdf
from siyu.domains.insights.queries.boss_report import NUMBERS, boss_report
from siyu.domains.insights.report.findings import NEEDS, find
from siyu.domains.insights.tests.stating import fact, put
from siyu.domains.insights.types import Number
from siyu.kernel.errors import Invalid
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.ui import fonts

ACCOUNT = Account(pk=1, slug="silk", name="云锦旗袍", time_zone="Asia/Shanghai")
END = date(2024, 6, 30)
NOW = datetime(2024, 7, 1, 2, tzinfo=UTC)
NOON = datetime(2024, 6, 30, 4, tzinfo=UTC)
BASE: dict[str, Number] = {
    **dict.fromkeys(NEEDS, 0), "orders_paid": 400, "buyers": 300, "orders_per_buyer": 4 / 3, "aov_per_order": 20_000.0,
    "gmv_paid": 8_000_000, "new_buyers": 100, "returning_buyers": 200, "returning_gmv_share": 0.7,
    "super_member_share": None, "super_gmv_share": None,
}  # fmt: skip


def shop(now: int, before: int) -> list[dict[str, Any]]:
    """So many orders in the week to the end and in the week before it."""
    chance = random.Random(4)
    found = []
    for week, orders in ((0, now), (1, before)):
        for n in range(orders):
            at = NOON - timedelta(days=7 * week + chance.randrange(7))
            found.append(
                fact(chance.randrange(1, 200), at, "order.paid", no=f"{week}-{n}", fen=chance.randrange(9000, 90000))
            )
    return found


def said(now: dict[str, Number], before: dict[str, Number]) -> list[tuple[str, str]]:
    with translation.override("en"):
        return [(finding.tone, finding.what) for finding in find({**BASE, **now}, {**BASE, **before}, 7)]


def test_nothing_moved() -> None:
    assert said({}, {}) == [("note", "A calm period: nothing moved more than it does by chance.")]


def test_few_orders_are_no_ground_for_words() -> None:
    ((tone, what),) = said({"orders_paid": 5, "gmv_paid": 100}, {"orders_paid": 12, "gmv_paid": 900_000})
    assert (tone, what.split(":")[0]) == ("note", "Too few orders for firm words")


def test_sales_fell_because_old_buyers_stayed_away() -> None:
    now = {"orders_paid": 240, "buyers": 180, "returning_buyers": 90, "new_buyers": 90, "gmv_paid": 4_800_000}
    with translation.override("en"):
        (finding, *_) = find({**BASE, **now}, BASE, 7)
    assert (finding.tone, finding.what) == ("bad", "Sales are down 40%.")
    assert finding.why == "Mostly the number of buyers: 180 after 300 (-40%)."
    assert finding.do.startswith("Old buyers are missing")


def test_a_rise_by_order_value_is_named_so() -> None:
    (first, *_) = said({"gmv_paid": 9_600_000, "aov_per_order": 24_000.0}, {})
    assert first == ("good", "Sales are up 20%.")


def test_a_wobble_in_orders_is_called_chance() -> None:
    now = {"orders_paid": 425, "buyers": 320, "gmv_paid": 8_500_000}
    with translation.override("en"):
        (finding, *_) = find({**BASE, **now}, BASE, 7)
    assert finding.tone == "note"
    assert "by chance" in finding.why


def test_refunds_and_losses_are_told() -> None:
    now = {"refund_amount": 1_600_000, "refunded_orders": 80, "lapsed_buyers": 900, "followers_net": -40}
    before = {"refund_amount": 800_000, "refunded_orders": 40, "lapsed_buyers": 700}
    whats = [what for _, what in said(now, before)]
    assert "Of money received, 20% went back, after 10%." in whats
    assert "200 more buyers have not bought for 180 days." in whats
    assert "More people left than followed: -40." in whats


@pytest.mark.parametrize("seed", range(30))
def test_rules_never_stumble(seed: int) -> None:
    """Any mixture of figures, missing ones too, makes findings and no error."""
    chance = random.Random(seed)
    figures = [
        {name: chance.choice([None, 0, 1, 0.5, chance.randrange(10**6)]) for name in NEEDS}
        | {"orders_paid": chance.randrange(100), "buyers": chance.randrange(50)}
        for _ in range(2)
    ]
    assert find(figures[0], figures[1], 7)


def test_periods_and_numbers(event_store: DuckStore) -> None:
    put(event_store, shop(now=80, before=40))
    report = boss_report(ACCOUNT, end=END, days=7, now=NOW)
    assert (report.window.start, report.window.end) == (date(2024, 6, 24), END)
    assert (report.previous.start, report.previous.end) == (date(2024, 6, 17), date(2024, 6, 23))
    numbers = {number.metric.name: number for number in report.numbers}
    assert tuple(numbers) == NUMBERS
    orders = numbers["orders_paid"]
    assert (orders.value, orders.previous, orders.change) == (80, 40, 1.0)
    assert orders.trend == [0] * 10 + [40, 80]
    assert report.enough
    assert [point.month for point in report.trend] == ["2024-06"]
    assert report.trend[0].orders == 120
    assert sum(row.paid_fen for row in report.channels) == sum(tier.paid_fen for tier in report.tiers)


def test_yesterday_is_the_default_end(event_store: DuckStore) -> None:
    assert boss_report(ACCOUNT, now=datetime(2024, 7, 1, 16, 30, tzinfo=UTC)).window.end == date(2024, 7, 1)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("orders", [(0, 0), (80, 40)])
def test_the_page_is_one_page_with_its_words(event_store: DuckStore, language: str, orders: tuple[int, int]) -> None:
    if any(orders):
        put(event_store, shop(*orders))
    with translation.override(language):
        printed = PdfReader(io.BytesIO(write_boss_pdf(boss_report(ACCOUNT, end=END, now=NOW))))
    assert len(printed.pages) == 1
    box = printed.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (595, 842)
    text = printed.pages[0].extract_text()
    assert "云锦旗袍" in text
    assert ("支付人数" if language == "zh-hans" else "Buyers") in text


def test_without_any_chinese_font_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any
) -> None:
    monkeypatch.setattr(fonts, "WANTED", ("No Such Font",))
    settings.BROWSER_LIBRARIES, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    fonts.page_fonts.cache_clear()
    try:
        with pytest.raises(Invalid):
            fonts.page_fonts()
    finally:
        fonts.page_fonts.cache_clear()
