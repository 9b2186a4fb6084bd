"""Metrics of coming back: repurchase by persons and by orders, how soon, and who stays away."""

from __future__ import annotations

from typing import Final

from siyu.domains.insights.metrics.buyers import BUYERS, KNOWN_ORDERS
from siyu.domains.insights.metrics.fans import EVER_BOUGHT
from siyu.domains.insights.metrics.metric import PEOPLE, STOCK, Metric
from siyu.domains.insights.metrics.tree import Difference, Ratio, Where, count, mean, median, total

LAPSED_AFTER_DAYS: Final = 180
_AGAIN: Final = Where("orders", ">=", 2)
_LAPSED: Final = count("buyers", Where("days_since_last", ">", LAPSED_AFTER_DAYS), span="until")


def _within(days: int) -> Metric:
    ripe = Where("days_until_now", ">=", days)
    return Metric(
        f"repurchase_{days}d",
        f"{days}天复购率",
        f"Back within {days} days",
        f"首单落在窗口内、且首单已满{days}天的人里，{days}天内付了第二单的占比。",
        f"Of the persons whose first order falls in the window and is at least {days} days old: share who paid a "
        f"second one within {days} days.",
        f"persons with second order ≤ {days} d ÷ persons with first order ≥ {days} d ago",
        "ratio",
        "repurchase",
        Ratio(count("firsts", ripe, Where("days_to_second", "<=", days)), count("firsts", ripe)),
        PEOPLE,
    )


METRICS: Final = [
    Metric(
        "repurchase_rate",
        "复购率",
        "Repurchase rate",
        "窗口内付款两笔及以上的人数 ÷ 付款一笔及以上的人数。",
        "Persons with two or more paid orders in the window ÷ persons with at least one.",
        "persons (orders ≥ 2) ÷ persons (orders ≥ 1)",
        "ratio",
        "repurchase",
        Ratio(count("buyers", _AGAIN), count("buyers")),
        PEOPLE,
    ),
    Metric(
        "repeat_buyers",
        "复购人数",
        "Repeat buyers",
        "窗口内付款两笔及以上的人数。",
        "Persons with two or more paid orders in the window.",
        "count(persons, orders ≥ 2)",
        "persons",
        "repurchase",
        count("buyers", _AGAIN),
        PEOPLE,
    ),
    Metric(
        "repurchase_order_share",
        "复购订单占比",
        "Share of repeat orders",
        "窗口内的付款订单里，除每人第一笔以外的占比；匿名订单不计。",
        "Share of the window's paid orders beyond each buyer's first one in the window; anonymous orders left out.",
        "(orders − buyers) ÷ orders",
        "ratio",
        "repurchase",
        Ratio(Difference(KNOWN_ORDERS, BUYERS), KNOWN_ORDERS),
        PEOPLE,
    ),
    *(_within(days) for days in (30, 60, 90, 180)),
    Metric(
        "second_order_days_median",
        "首次复购天数中位数",
        "Days to the second order",
        "首单落在窗口内、已经买过第二单的人，两单相隔天数的中位数。",
        "Median days from first to second order of those whose first falls in the window and who came back.",
        "median(second − first)",
        "days",
        "repurchase",
        median("firsts", "days_to_second"),
        PEOPLE,
        "down",
    ),
    Metric(
        "order_interval_mean",
        "平均复购间隔",
        "Mean days between orders",
        "窗口内付款的订单与同一人上一单相隔天数的平均。",
        "Mean days between an order paid in the window and the same person's previous one.",
        "mean(paid − previous paid)",
        "days",
        "repurchase",
        mean("paid", "days_since_previous"),
        PEOPLE,
        "down",
    ),
    Metric(
        "order_interval_median",
        "复购间隔中位数",
        "Median days between orders",
        "窗口内付款的订单与同一人上一单相隔天数的中位数。",
        "Median days between an order paid in the window and the same person's previous one.",
        "median(paid − previous paid)",
        "days",
        "repurchase",
        median("paid", "days_since_previous"),
        PEOPLE,
        "down",
    ),
    Metric(
        "loyal_buyers",
        "忠实客户数",
        "Buyers of five or more",
        "到窗口结束为止累计付款五笔及以上的人数。",
        "Persons with five or more paid orders by the end of the window.",
        "count(persons, lifetime orders ≥ 5)",
        "persons",
        "repurchase",
        count("buyers", Where("orders", ">=", 5), span="until"),
        STOCK,
    ),
    Metric(
        "lapsed_buyers",
        "沉睡客户数",
        "Lapsed buyers",
        "买过、但到窗口结束已超过180天没再买的人数。",
        "Persons who bought, but not in the 180 days before the end of the window.",
        "count(persons, days since last order > 180)",
        "persons",
        "repurchase",
        _LAPSED,
        STOCK,
        "down",
    ),
    Metric(
        "lapsed_share",
        "沉睡客户占比",
        "Share of lapsed buyers",
        "买过的人里，已超过180天没再买的占比。",
        "Share of all who ever bought whose last order is more than 180 days before the end of the window.",
        "lapsed buyers ÷ persons who ever bought",
        "ratio",
        "repurchase",
        Ratio(_LAPSED, EVER_BOUGHT),
        STOCK,
        "down",
    ),
    Metric(
        "value_per_buyer",
        "人均累计净消费",
        "Lifetime value so far",
        "到窗口结束为止付过款的人，平均每人付的钱减去至今的退款。",
        "Mean paid, less refunds so far, per person over their orders paid by the end of the window.",
        "Σ (paid − refunded) ÷ persons who ever bought",
        "fen",
        "repurchase",
        Ratio(total("buyers", "kept_fen", span="until"), EVER_BOUGHT),
        STOCK,
    ),
    Metric(
        "lifetime_orders_per_buyer",
        "人均累计订单数",
        "Lifetime orders per buyer",
        "到窗口结束为止付过款的人，平均每人付过几单。",
        "Mean number of paid orders per person by the end of the window.",
        "Σ orders ÷ persons who ever bought",
        "per_person",
        "repurchase",
        Ratio(total("buyers", "orders", span="until"), EVER_BOUGHT),
        STOCK,
    ),
]
