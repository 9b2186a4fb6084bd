"""Metrics of those who pay: how many, how much each, who is new and who came back."""

from __future__ import annotations

from typing import Final

from siyu.domains.insights.metrics.metric import ROWS, Metric
from siyu.domains.insights.metrics.trade import KNOWN, ORDERS
from siyu.domains.insights.metrics.tree import Ratio, Where, count, distinct, total

FIRST: Final = Where("nth", "=", 1)
LATER: Final = Where("nth", ">=", 2)
KNOWN_FEN: Final = total("paid", "paid_fen", KNOWN)
KNOWN_ORDERS: Final = count("paid", KNOWN)
BUYERS: Final = distinct("paid", "person")

METRICS: Final = [
    Metric(
        "buyers",
        "支付人数",
        "Buyers",
        "窗口内付过款的不同的人；匿名订单不算人。",
        "Different known persons who paid an order in the window.",
        "count distinct persons of orders paid",
        "persons",
        "trade",
        BUYERS,
        ROWS,
    ),
    Metric(
        "aov_per_buyer",
        "客单价",
        "Spend per buyer",
        "窗口内每个付款的人平均付了多少；匿名订单不计。",
        "What a buyer paid on average in the window; anonymous orders left out.",
        "paid GMV of known persons ÷ buyers",
        "fen",
        "trade",
        Ratio(KNOWN_FEN, BUYERS),
        ROWS,
    ),
    Metric(
        "orders_per_buyer",
        "人均订单数",
        "Orders per buyer",
        "窗口内每个付款的人平均下了几单。",
        "Orders paid per buyer in the window; anonymous orders left out.",
        "orders of known persons ÷ buyers",
        "per_person",
        "trade",
        Ratio(KNOWN_ORDERS, BUYERS),
        ROWS,
    ),
    Metric(
        "new_buyers",
        "新客人数",
        "New buyers",
        "第一次付款落在窗口内的人数。",
        "Persons whose first ever paid order falls in the window.",
        "count distinct persons of first orders",
        "persons",
        "trade",
        distinct("paid", "person", FIRST),
        ROWS,
    ),
    Metric(
        "returning_buyers",
        "老客人数",
        "Returning buyers",
        "窗口内付了自己第二笔或更后订单的人数。",
        "Persons who paid their second or a later order in the window.",
        "count distinct persons of later orders",
        "persons",
        "trade",
        distinct("paid", "person", LATER),
        ROWS,
    ),
    Metric(
        "new_buyer_gmv",
        "新客成交额",
        "GMV of first orders",
        "窗口内首单的支付金额。",
        "Paid GMV of orders that are their buyer's first.",
        "Σ paid of first orders",
        "fen",
        "trade",
        total("paid", "paid_fen", FIRST),
        ROWS,
    ),
    Metric(
        "returning_buyer_gmv",
        "老客成交额",
        "GMV of later orders",
        "窗口内第二单及以后订单的支付金额。",
        "Paid GMV of orders that are not their buyer's first.",
        "Σ paid of later orders",
        "fen",
        "trade",
        total("paid", "paid_fen", LATER),
        ROWS,
    ),
    Metric(
        "returning_gmv_share",
        "老客成交占比",
        "Share of GMV from later orders",
        "认得出人的成交额里，第二单及以后的占比。",
        "Share of the GMV of known persons that is not from first orders.",
        "GMV of later orders ÷ GMV of known persons",
        "ratio",
        "trade",
        Ratio(total("paid", "paid_fen", LATER), KNOWN_FEN),
        ROWS,
    ),
    Metric(
        "first_order_share",
        "首单占比",
        "Share of first orders",
        "认得出人的付款订单里，首单的占比。",
        "Share of the paid orders of known persons that are first orders.",
        "first orders ÷ orders of known persons",
        "ratio",
        "trade",
        Ratio(count("paid", FIRST), KNOWN_ORDERS),
        ROWS,
    ),
    Metric(
        "anonymous_order_share",
        "匿名订单占比",
        "Share of anonymous orders",
        "付款订单里认不出是谁的占比。",
        "Share of paid orders whose person is not known.",
        "orders without person ÷ orders paid",
        "ratio",
        "trade",
        Ratio(count("paid", Where("person", "=", 0)), ORDERS),
        ROWS,
        "down",
    ),
]
