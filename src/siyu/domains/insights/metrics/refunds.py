"""Metrics of refunds, split by when they happen: before anything moved, on the way, after receipt."""

from __future__ import annotations

from typing import Final

from siyu.domains.insights.metrics.metric import PEOPLE, ROWS, Metric
from siyu.domains.insights.metrics.trade import ORDERS, PAID_FEN
from siyu.domains.insights.metrics.tree import Ratio, Where, count, has, median, total

_BACK: Final = count("paid", has("refunded_at"))

PARTS: Final = {
    "instant": (
        "即时退",
        "Instant",
        "发货前或付款24小时内退款",
        "refunded before shipping or within 24 hours of paying",
    ),
    "in_transit": (
        "途中退",
        "On the way",
        "发货后、收货前且付款超过24小时退款",
        "refunded after shipping, before receipt, later than 24 hours",
    ),
    "after_receipt": ("收货后退", "After receipt", "收货之后退款", "refunded after receipt"),
    "unknown": (
        "时间不明退",
        "Time unknown",
        "平台没有给出退款时间、也看不出订单走到哪一步的退款",
        "refunded when neither the platform nor the state of the order tells",
    ),
}
"""Part → its words; the moment of an order's first refund decides, receipt first, then shipping and the 24 hours.

Platform exports tell no refund time: then the last state that the order reached decides (received, shipped, closed).
"""


def _part(name: str) -> list[Metric]:
    zh, en, zh_when, en_when = PARTS[name]
    of_part = Where("refund_part", "=", name)
    orders, fen = count("paid", of_part), total("paid", "refunded_fen", of_part)
    return [
        Metric(
            f"{name}_refund_orders",
            f"{zh}款订单数",
            f"{en}: orders refunded",
            f"窗口内付款的订单里，{zh_when}的订单数。",
            f"Orders paid in the window that were {en_when}.",
            f"count(orders refunded, {name})",
            "orders",
            "refunds",
            orders,
            PEOPLE,
            "down",
        ),
        Metric(
            f"{name}_refund_amount",
            f"{zh}款金额",
            f"{en}: refunded",
            f"窗口内付款的订单里，{zh_when}的退款金额。",
            f"Refunds of the orders paid in the window that were {en_when}.",
            f"Σ refunded fen ({name})",
            "fen",
            "refunds",
            fen,
            PEOPLE,
            "down",
        ),
        Metric(
            f"{name}_refund_rate_orders",
            f"{zh}款率（单）",
            f"{en}: refund rate by orders",
            f"窗口内付款的订单里，{zh_when}的订单占比。",
            f"Share of the orders paid in the window that were {en_when}.",
            f"orders refunded ({name}) ÷ orders paid",
            "ratio",
            "refunds",
            Ratio(orders, ORDERS),
            PEOPLE,
            "down",
        ),
        Metric(
            f"{name}_refund_rate_gmv",
            f"{zh}款率（金额）",
            f"{en}: refund rate by GMV",
            f"窗口内付款的金额里，{zh_when}的金额占比。",
            f"Share of the window's paid GMV that was {en_when}.",
            f"refunded fen ({name}) ÷ paid GMV",
            "ratio",
            "refunds",
            Ratio(fen, PAID_FEN),
            PEOPLE,
            "down",
        ),
    ]


METRICS: Final = [
    Metric(
        "refund_amount",
        "退款金额",
        "Refunded",
        "窗口内退出的金额，不论订单哪天付款。",
        "Money refunded in the window, whenever the order was paid.",
        "Σ order.refunded",
        "fen",
        "refunds",
        total("refunded", "refunded_fen"),
        ROWS,
        "down",
    ),
    Metric(
        "refunded_orders",
        "退款订单数",
        "Orders refunded",
        "窗口内（首次）退款的订单数。",
        "Orders whose first refund falls in the window.",
        "count(orders first refunded)",
        "orders",
        "refunds",
        count("refunded"),
        ROWS,
        "down",
    ),
    Metric(
        "refund_rate_orders",
        "退款率（单）",
        "Refund rate by orders",
        "窗口内付款的订单里，至今有退款的占比。",
        "Share of the orders paid in the window with a refund so far.",
        "orders with refund ÷ orders paid",
        "ratio",
        "refunds",
        Ratio(_BACK, ORDERS),
        ROWS,
        "down",
    ),
    Metric(
        "refund_rate_gmv",
        "退款率（金额）",
        "Refund rate by GMV",
        "窗口内付款的金额里，至今退掉的占比。",
        "Share of the window's paid GMV that has been refunded so far.",
        "refunded fen ÷ paid GMV",
        "ratio",
        "refunds",
        Ratio(total("paid", "refunded_fen"), PAID_FEN),
        ROWS,
        "down",
    ),
    *(metric for name in PARTS for metric in _part(name)),
    Metric(
        "whole_refund_share",
        "全额退占比",
        "Whole refunds",
        "有退款的订单里，全额退掉的占比。",
        "Share of the refunded orders of the window that were refunded whole.",
        "orders refunded whole ÷ orders with refund",
        "ratio",
        "refunds",
        Ratio(count("paid", Where("refunded_whole", "=", value=True)), _BACK),
        PEOPLE,
        "down",
    ),
    Metric(
        "days_to_refund_median",
        "退款天数中位数",
        "Days to refund",
        "从付款到退款天数的中位数，只计退款时间明确的。",
        "Median days from payment to refund, where the time is known.",
        "median(refunded − paid)",
        "days",
        "refunds",
        median("paid", "days_to_refund"),
        PEOPLE,
        "down",
    ),
]
