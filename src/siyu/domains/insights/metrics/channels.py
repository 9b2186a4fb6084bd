"""Metrics of channels: in how many people buy, and what those are worth who buy in several."""

from __future__ import annotations

from typing import Final

from siyu.domains.insights.metrics.metric import STOCK, TIME, Metric
from siyu.domains.insights.metrics.tree import Ratio, Where, count, distinct, total

_MANY: Final = Where("channels", ">=", 2)
_BUYERS: Final = count("buyers")
_NO_CHANNEL: Final = (*TIME, *STOCK)

METRICS: Final = [
    Metric(
        "channels_active",
        "成交渠道数",
        "Channels with sales",
        "窗口内有付款订单的渠道数。",
        "Channels with a paid order in the window.",
        "count distinct channels of orders paid",
        "kinds",
        "channels",
        distinct("paid", "channel"),
        _NO_CHANNEL,
    ),
    Metric(
        "multi_channel_buyers",
        "多渠道客户数",
        "Buyers in several channels",
        "窗口内在两个及以上渠道付过款的人数。",
        "Persons who paid in two or more channels in the window.",
        "count(persons, channels ≥ 2)",
        "persons",
        "channels",
        count("buyers", _MANY),
        _NO_CHANNEL,
    ),
    Metric(
        "multi_channel_share",
        "多渠道客户占比",
        "Share of buyers in several channels",
        "付款的人里，在两个及以上渠道付过款的占比。",
        "Share of buyers who paid in two or more channels in the window.",
        "multi-channel buyers ÷ buyers",
        "ratio",
        "channels",
        Ratio(count("buyers", _MANY), _BUYERS),
        _NO_CHANNEL,
    ),
    Metric(
        "multi_channel_gmv_share",
        "多渠道客户成交占比",
        "GMV from buyers in several channels",
        "认得出人的成交额里，多渠道客户贡献的占比。",
        "Share of the GMV of known persons from those who paid in two or more channels.",
        "paid GMV of multi-channel buyers ÷ paid GMV of buyers",
        "ratio",
        "channels",
        Ratio(total("buyers", "paid_fen", _MANY), total("buyers", "paid_fen")),
        _NO_CHANNEL,
    ),
    Metric(
        "multi_channel_aov",
        "多渠道客户客单价",
        "Spend of buyers in several channels",
        "在两个及以上渠道付款的人平均付了多少。",
        "What a buyer in two or more channels paid on average in the window.",
        "paid GMV of multi-channel buyers ÷ their number",
        "fen",
        "channels",
        Ratio(total("buyers", "paid_fen", _MANY), count("buyers", _MANY)),
        _NO_CHANNEL,
    ),
]
