"""Trees in words, in both languages, read by the language's own order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from django.utils import translation

from siyu.domains.segments.queries import sentences
from siyu.domains.segments.queries.sentences import Names, sentence
from siyu.domains.segments.tree.parse import parse_tree

PART = Path(__file__).parents[3] / "locale" / "parts" / "zh_Hans" / "segments.po"
NAMES = Names(tiers={"super": "超级会员"}, segments={"old": "老客"})

SAID: list[tuple[Any, str, str]] = [
    (
        {"event": "order.placed", "within_days": 90, "count": {"gte": 2}},
        "最近 90 天内下单 ≥ 2 次",
        "placed an order ≥ 2 times in the last 90 days",
    ),
    ({"event": "order.paid"}, "付款", "paid an order"),
    (
        {"event": "order.paid", "sum_fen": {"gte": 300000}, "from": "2024-01-01", "to": "2024-07-01"},
        "2024-01-01 到 2024-07-01 之前付款 合计 ≥ ¥3,000",
        "paid an order for ≥ ¥3,000 in all from 2024-01-01 until before 2024-07-01",
    ),
    (
        {"event": "live.entered", "where": {"channel": ["douyin", "x"]}, "distinct_days": {"gt": 1, "lt": 5}},
        "在douyin或x进直播间 共 > 1 且 < 5 天",
        "entered a live room on > 1 and < 5 days on Douyin or x",
    ),
    (
        {"sequence": [{"event": "product.viewed"}, {"event": "order.paid"}], "within_days": 7},
        "7 天内先看商品，再付款",
        "first viewed a product, then paid an order, within 7 days",
    ),
    (
        {"all": [{"any": [{"tag": "vip"}, {"tier": "super"}]}, {"not": {"segment": "old"}}]},
        "（有标签「vip」或等级是超级会员），且不满足（在分群「老客」里）",
        "(tagged “vip” or tier is 超级会员) and not (in the segment “老客”)",
    ),
    ({"attr": "net_paid_fen", "gte": 12050}, "Net paid ≥ ¥120.50", "Net paid ≥ ¥120.50"),
    ({"attr": "last_order_at", "lt": "2024-01-01"}, "Last order < 2024-01-01", "Last order < 2024-01-01"),
]


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """This part's own translations of sentences; words of other catalogues stay English."""
    with PART.open("rb") as text:
        part = read_po(text, locale="zh_Hans_CN")

    def translated(context: str, msgid: str) -> str:
        found = part.get(msgid, context=context)
        assert found is not None, f"no translation of {msgid!r}"
        return str(found.string)

    monkeypatch.setattr(sentences, "pgettext", translated)
    monkeypatch.setattr(sentences, "attribute_word", {"net_paid_fen": "Net paid", "last_order_at": "Last order"}.get)
    monkeypatch.setattr(sentences, "channel_label", str)


@pytest.mark.parametrize(("tree", "zh", "en"), SAID, ids=range(len(SAID)))
def test_said_in_chinese(chinese: None, tree: Any, zh: str, en: str) -> None:
    with translation.override("zh-hans"):
        assert sentence(parse_tree(tree, NAMES.zone), NAMES) == zh


@pytest.mark.parametrize(("tree", "zh", "en"), SAID, ids=range(len(SAID)))
def test_said_in_english(tree: Any, zh: str, en: str) -> None:
    with translation.override("en"):
        assert sentence(parse_tree(tree, NAMES.zone), NAMES) == en
