"""Every metric once more, said in plain Python over the brute world; nothing here reads the catalogue's trees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from statistics import fmean, median
from typing import Any

from siyu.domains.insights.tests.brute_world import Order, World

Number = int | float | Fraction | None
PASSIVE = {
    "order.shipped", "order.closed", "message.sent", "person.tagged", "person.untagged", "tier.changed",
    "penalty.applied",
}  # fmt: skip
LIKES, COMMENTS, SHARES = (
    tuple(f"{place}.{done}" for place in ("note", "live")) for done in ("liked", "commented", "shared")
)


def over(top: Any, bottom: Any) -> Fraction | None:
    return Fraction(top) / Fraction(bottom) if bottom else None


def middle(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return median(known) if known else None


def days(span: timedelta) -> float:
    return span / timedelta(milliseconds=1) / 86_400_000


def paid_fen(orders: Iterable[Order]) -> int:
    return sum(order.fen["paid"] for order in orders)


def known(orders: Iterable[Order]) -> list[Order]:
    return [order for order in orders if order.person]


def people(rows: Iterable[Any]) -> set[int]:
    return {row.person for row in rows if row.person}


def fen(value: Number) -> int | None:
    if value is None:
        return None
    exact = Fraction(value)
    return int((Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal(1), ROUND_HALF_UP))


def first(orders: list[Order]) -> list[Order]:
    return [order for order in orders if order.nth == 1]


def later(orders: list[Order]) -> list[Order]:
    return [order for order in orders if order.nth is not None and order.nth > 1]


ORACLE: dict[str, Callable[[World], Number]] = {
    # trade
    "gmv_placed": lambda w: sum(order.fen["placed"] for order in w.dated("placed")),
    "gmv_paid": lambda w: paid_fen(w.dated("paid")),
    "gmv_net": lambda w: paid_fen(w.dated("paid")) - sum(order.fen["refunded"] for order in w.dated("refunded")),
    "gmv_kept": lambda w: sum(order.fen["paid"] - order.fen["refunded"] for order in w.dated("paid")),
    "orders_placed": lambda w: len(w.dated("placed")),
    "orders_paid": lambda w: len(w.dated("paid")),
    "orders_closed": lambda w: len(w.dated("closed")),
    "orders_unpaid": lambda w: len([o for o in w.dated("placed") if not o.times.keys() & {"paid", "closed"}]),
    "payment_rate": lambda w: over(len([o for o in w.dated("placed") if "paid" in o.times]), len(w.dated("placed"))),
    "aov_per_order": lambda w: over(paid_fen(w.dated("paid")), len(w.dated("paid"))),
    "order_median": lambda w: middle(order.fen["paid"] for order in w.dated("paid")),
    "order_max": lambda w: max((order.fen["paid"] for order in w.dated("paid")), default=None),
    "items_sold": lambda w: sum(order.items or 0 for order in w.dated("paid")),
    "items_per_order": lambda w: _per_order(w, "items"),
    "lines_per_order": lambda w: _per_order(w, "lines"),
    "selling_days": lambda w: len({w.day(order.times["paid"]) for order in w.dated("paid")}),
    "peak_day_gmv": lambda w: max(_by_day(w).values(), default=None),
    "gmv_per_day": lambda w: over(paid_fen(w.dated("paid")), w.days),
    "evening_order_share": lambda w: over(len([o for o in w.dated("paid") if _hour(w, o) >= 20]), len(w.dated("paid"))),
    "hours_to_ship_median": lambda w: middle(_to_ship(w)),
    "shipped_48h_rate": lambda w: over(len([hours for hours in _to_ship(w) if hours <= 48]), len(_to_ship(w))),
    # buyers
    "buyers": lambda w: len(people(w.dated("paid"))),
    "aov_per_buyer": lambda w: over(paid_fen(known(w.dated("paid"))), len(people(w.dated("paid")))),
    "orders_per_buyer": lambda w: over(len(known(w.dated("paid"))), len(people(w.dated("paid")))),
    "new_buyers": lambda w: len(people(first(w.dated("paid")))),
    "returning_buyers": lambda w: len(people(later(w.dated("paid")))),
    "new_buyer_gmv": lambda w: paid_fen(first(w.dated("paid"))),
    "returning_buyer_gmv": lambda w: paid_fen(later(w.dated("paid"))),
    "returning_gmv_share": lambda w: over(paid_fen(later(w.dated("paid"))), paid_fen(known(w.dated("paid")))),
    "first_order_share": lambda w: over(len(first(w.dated("paid"))), len(known(w.dated("paid")))),
    "anonymous_order_share": lambda w: over(len(w.dated("paid")) - len(known(w.dated("paid"))), len(w.dated("paid"))),
    # fans
    "persons": lambda w: len(w.population()),
    "new_persons": lambda w: len(w.arrivals()),
    "active_persons": lambda w: len(_active(w)),
    "dau": lambda w: over(_active_days(w), w.days),
    "wau": lambda w: len(_active(w, last=7)),
    "mau": lambda w: len(_active(w, last=30)),
    "stickiness": lambda w: over(over(_active_days(w, last=30), min(w.days, 30)), len(_active(w, last=30))),
    "followers_gained": lambda w: len(w.facts("account.followed")),
    "followers_lost": lambda w: len(w.facts("account.unfollowed")),
    "followers_net": lambda w: len(w.facts("account.followed")) - len(w.facts("account.unfollowed")),
    "buyers_total": lambda w: len(w.buyers(until=True)),
    "buyer_share": lambda w: over(len(w.buyers(until=True)), len(w.population())),
    "members": lambda w: len([person for person in w.population() if w.tier(person)]),
    "super_members": lambda w: len(_supers(w)),
    "super_member_share": lambda w: over(len(_supers(w)), len([p for p in w.population() if w.tier(p)])),
    "super_gmv_share": lambda w: over(
        paid_fen(o for o in w.dated("paid") if o.person in w.persons and w.tier(o.person) == "super"),
        paid_fen(w.dated("paid")),
    ),
    "fan_gmv_share": lambda w: over(
        sum(row.fen or 0 for row in w.facts("order.paid") if w.follows_at(row.person, row.at)),
        sum(row.fen or 0 for row in w.facts("order.paid")),
    ),
    "fan_like_share": lambda w: _fan_share(w, LIKES),
    "fan_comment_share": lambda w: _fan_share(w, COMMENTS),
    "fan_share_share": lambda w: _fan_share(w, SHARES),
    # repurchase
    "repurchase_rate": lambda w: over(len(_repeating(w)), len(w.buyers())),
    "repeat_buyers": lambda w: len(_repeating(w)),
    "repurchase_order_share": lambda w: over(
        len(known(w.dated("paid"))) - len(w.buyers()), len(known(w.dated("paid")))
    ),
    **{f"repurchase_{n}d": lambda w, n=n: _back_within(w, n) for n in (30, 60, 90, 180)},
    "second_order_days_median": lambda w: middle(_second_after(w, order) for order in first(w.dated("paid"))),
    "order_interval_mean": lambda w: fmean(_intervals(w)) if _intervals(w) else None,
    "order_interval_median": lambda w: middle(_intervals(w)),
    "loyal_buyers": lambda w: len([orders for orders in w.buyers(until=True).values() if len(orders) >= 5]),
    "lapsed_buyers": lambda w: len(_lapsed(w)),
    "lapsed_share": lambda w: over(len(_lapsed(w)), len(w.buyers(until=True))),
    "value_per_buyer": lambda w: over(
        sum(o.fen["paid"] - o.fen["refunded"] for orders in w.buyers(until=True).values() for o in orders),
        len(w.buyers(until=True)),
    ),
    "lifetime_orders_per_buyer": lambda w: over(
        sum(len(orders) for orders in w.buyers(until=True).values()), len(w.buyers(until=True))
    ),
    # refunds
    "refund_amount": lambda w: sum(order.fen["refunded"] for order in w.dated("refunded")),
    "refunded_orders": lambda w: len(w.dated("refunded")),
    "refund_rate_orders": lambda w: over(len(_refunded(w)), len(w.dated("paid"))),
    "refund_rate_gmv": lambda w: over(sum(o.fen["refunded"] for o in w.dated("paid")), paid_fen(w.dated("paid"))),
    **{
        f"{part}_refund_{name}": lambda w, part=part, told=told: told(w, part)
        for part in ("instant", "in_transit", "after_receipt", "unknown")
        for name, told in {
            "orders": lambda w, part: len(_refunded(w, part)),
            "amount": lambda w, part: sum(o.fen["refunded"] for o in _refunded(w, part)),
            "rate_orders": lambda w, part: over(len(_refunded(w, part)), len(w.dated("paid"))),
            "rate_gmv": lambda w, part: over(
                sum(o.fen["refunded"] for o in _refunded(w, part)), paid_fen(w.dated("paid"))
            ),
        }.items()
    },
    "whole_refund_share": lambda w: over(
        len([o for o in _refunded(w) if o.fen["refunded"] > 0 and o.fen["refunded"] >= o.fen["paid"]]),
        len(_refunded(w)),
    ),
    "days_to_refund_median": lambda w: middle(
        days(o.times["refunded"] - o.times["paid"]) for o in _refunded(w) if o.refund_time_known
    ),
    # channels
    "channels_active": lambda w: len({order.channel for order in w.dated("paid")}),
    "multi_channel_buyers": lambda w: len(_in_many(w)),
    "multi_channel_share": lambda w: over(len(_in_many(w)), len(w.buyers())),
    "multi_channel_gmv_share": lambda w: over(
        sum(paid_fen(orders) for orders in _in_many(w)), sum(paid_fen(orders) for orders in w.buyers().values())
    ),
    "multi_channel_aov": lambda w: over(sum(paid_fen(orders) for orders in _in_many(w)), len(_in_many(w))),
    # groups, lives, content, marketing
    "group_joiners": lambda w: len(people(w.facts("group.joined"))),
    "group_leavers": lambda w: len(people(w.facts("group.left"))),
    "group_members": lambda w: len(w.in_group()),
    "group_coverage": lambda w: over(len(w.in_group()), len(w.population())),
    "group_speakers": lambda w: len(people(w.facts("group.messaged"))),
    "group_messages": lambda w: len(w.facts("group.messaged")),
    "checkin_persons": lambda w: len(people(w.facts("group.checked_in"))),
    "live_sessions": lambda w: len({row.no for row in w.facts("live.entered")}),
    "live_viewers": lambda w: len(people(w.facts("live.entered"))),
    "live_comment_rate": lambda w: over(len(people(w.facts("live.commented"))), len(people(w.facts("live.entered")))),
    "live_buyers_24h": lambda w: len(w.then("live.entered", "order.paid", 24)),
    "live_conversion": lambda w: _converted(w, "live.entered", "order.paid", 24),
    "live_follow_rate": lambda w: _converted(w, "live.entered", "account.followed", 24),
    "note_viewers": lambda w: len(people(w.facts("note.viewed"))),
    "note_engagement_rate": lambda w: over(
        len(w.facts("note.liked", "note.collected", "note.commented", "note.shared")), len(w.facts("note.viewed"))
    ),
    "note_buyers_7d": lambda w: len(w.then("note.viewed", "order.paid", 168)),
    "note_conversion": lambda w: _converted(w, "note.viewed", "order.paid", 168),
    "product_conversion": lambda w: _converted(w, "product.viewed", "order.paid", 24),
    "coupon_use_rate": lambda w: over(len(w.facts("coupon.used")), len(w.facts("coupon.claimed"))),
    "message_open_rate": lambda w: over(len(w.facts("message.opened")), len(w.facts("message.sent"))),
    "message_refusals": lambda w: len(people(w.facts("message.refused"))),
}


def _per_order(w: World, what: str) -> Number:
    told = [getattr(order, what) for order in w.dated("paid") if getattr(order, what) is not None]
    return over(sum(told), len(told))


def _by_day(w: World) -> dict[Any, int]:
    total: dict[Any, int] = defaultdict(int)
    for order in w.dated("paid"):
        total[w.day(order.times["paid"])] += order.fen["paid"]
    return total


def _hour(w: World, order: Order) -> int:
    from zoneinfo import ZoneInfo

    return order.times["paid"].astimezone(ZoneInfo(w.zone)).hour


def _to_ship(w: World) -> list[float]:
    shipped = [order for order in w.dated("paid") if "shipped" in order.times]
    return [days(order.times["shipped"] - order.times["paid"]) * 24 for order in shipped]


def _active(w: World, last: int | None = None) -> set[int]:
    return people(row for row in w.facts(last=last) if row.kind not in PASSIVE)


def _active_days(w: World, last: int | None = None) -> int:
    seen = [row for row in w.facts(last=last) if row.kind not in PASSIVE and row.person]
    return len({(row.person, w.day(row.at)) for row in seen})


def _supers(w: World) -> list[int]:
    return [person for person in w.population() if w.tier(person) == "super"]


def _fan_share(w: World, kinds: tuple[str, ...]) -> Number:
    return over(len([row for row in w.facts(*kinds) if w.follows_at(row.person, row.at)]), len(w.facts(*kinds)))


def _repeating(w: World) -> list[int]:
    return [person for person, orders in w.buyers().items() if len(orders) >= 2]


def _second_after(w: World, order: Order) -> float | None:
    second = next((o for o in w.orders if o.person == order.person and o.nth == 2), None)
    return days(second.times["paid"] - order.times["paid"]) if second else None


def _back_within(w: World, n: int) -> Number:
    ripe = [order for order in first(w.dated("paid")) if days(w.now - order.times["paid"]) >= n]
    gaps = [_second_after(w, order) for order in ripe]
    return over(len([gap for gap in gaps if gap is not None and gap <= n]), len(ripe))


def _intervals(w: World) -> list[float]:
    return [days(o.times["paid"] - o.previous) for o in w.dated("paid") if o.previous is not None]


def _lapsed(w: World) -> list[int]:
    until = min(w.end, w.now)
    last = {person: max(o.times["paid"] for o in orders) for person, orders in w.buyers(until=True).items()}
    return [person for person, at in last.items() if days(until - at) > 180]


def _refunded(w: World, part: str | None = None) -> list[Order]:
    return [o for o in w.dated("paid") if "refunded" in o.times and (part is None or o.refund_part == part)]


def _in_many(w: World) -> list[list[Order]]:
    return [orders for orders in w.buyers().values() if len({order.channel for order in orders}) >= 2]


def _converted(w: World, visit: str, kind: str, hours: int) -> Number:
    return over(len(w.then(visit, kind, hours)), len(people(w.facts(visit))))


def told(name: str, unit: str, world: World) -> int | float | None:
    """The metric as it should come out: money in whole fen, ratios as floats."""
    value = ORACLE[name](world)
    if unit == "fen":
        return fen(value)
    return float(value) if isinstance(value, Fraction) else value
