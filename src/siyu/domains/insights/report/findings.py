"""Plain-word findings: rules that read two periods and say what moved, why as far as figures tell, and what to do.

A finding is only stated when chance alone would rarely make it: counts are compared as Poisson counts (|z| of the
difference of at least two). Where there is too little, that is the finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import log, sqrt
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from siyu.domains.insights.rules import change
from siyu.domains.insights.types import Finding, Number

ORDERS_NEEDED: Final = 30
SURE: Final = 2.0
WORTH_SAYING: Final = 0.05
POINTS: Final = 0.05
NEEDS: Final = (
    "gmv_net", "gmv_paid", "orders_paid", "buyers", "orders_per_buyer", "aov_per_order", "new_buyers",
    "returning_buyers", "returning_gmv_share", "refund_amount", "refunded_orders", "super_members",
    "super_member_share", "super_gmv_share", "lapsed_buyers", "followers_net",
)  # fmt: skip
"""Metrics the rules read."""

Figures = Mapping[str, Number]


def enough(now: Figures, before: Figures) -> bool:
    """Whether both periods carry firm words."""
    return min(now["orders_paid"] or 0, before["orders_paid"] or 0) >= ORDERS_NEEDED


def find(now: Figures, before: Figures, days: int) -> list[Finding]:
    """Findings in the active language, the most important first."""
    if not enough(now, before):
        return [_too_little(now, before, days), *_super(now, before)]
    rules = (_money, _refunds, _returning, _super, _lapsed, _followers)
    found = [finding for rule in rules for finding in rule(now, before)]
    return found or [_calm()]


def _surprise(now: Number, before: Number) -> float:
    """How many standard errors two counts of equal periods are apart."""
    a, b = float(now or 0), float(before or 0)
    return abs(a - b) / sqrt(a + b) if a + b else 0.0


def _percent(value: float) -> str:
    return f"{abs(value) * 100:.0f}%"


def _too_little(now: Figures, before: Figures, days: int) -> Finding:
    return Finding(
        "note",
        _("Too few orders for firm words: %(now)s in these %(days)s days, %(before)s in those before.")
        % {"now": now["orders_paid"], "before": before["orders_paid"], "days": days},
        _("Below %(needed)s orders a period, ups and downs are mostly chance.") % {"needed": ORDERS_NEEDED},
        _("Look at 30 or 90 days instead."),
    )


def _calm() -> Finding:
    return Finding("note", _("A calm period: nothing moved more than it does by chance."), "", "")


def _money(now: Figures, before: Figures) -> Iterator[Finding]:
    moved = change(now["gmv_paid"], before["gmv_paid"])
    sure = _surprise(now["orders_paid"], before["orders_paid"]) >= SURE
    if moved is None or abs(moved) < WORTH_SAYING:
        return
    said = {"change": _percent(moved)}
    what = _("Sales are up %(change)s.") % said if moved > 0 else _("Sales are down %(change)s.") % said
    driver = _driver(now, before)
    if not sure and driver != "aov_per_order":
        yield Finding("note", what, _("The number of orders moved no more than it does by chance."), "")
        return
    yield Finding("good" if moved > 0 else "bad", what, _why(driver, now, before), _advice(driver, now, before))


def _driver(now: Figures, before: Figures) -> str:
    """Of buyers × orders per buyer × order value, the factor whose logarithm moved most the way of the whole."""
    parts = {}
    for name in ("buyers", "orders_per_buyer", "aov_per_order"):
        a, b = float(now[name] or 0), float(before[name] or 0)
        parts[name] = log(a / b) if a > 0 and b > 0 else 0.0
    sign = 1 if sum(parts.values()) >= 0 else -1
    return max(parts, key=lambda name: sign * parts[name])


def _why(driver: str, now: Figures, before: Figures) -> str:
    moved = change(now[driver], before[driver]) or 0.0
    said = {"change": f"{moved * 100:+.0f}%", "now": now["buyers"], "before": before["buyers"]}
    if driver == "buyers":
        return _("Mostly the number of buyers: %(now)s after %(before)s (%(change)s).") % said
    if driver == "orders_per_buyer":
        return _("Mostly how often each buyer ordered (%(change)s).") % said
    return _("Mostly the value of an order (%(change)s).") % said


def _advice(driver: str, now: Figures, before: Figures) -> str:
    up = (change(now[driver], before[driver]) or 0.0) >= 0
    if driver == "aov_per_order":
        return (
            _("Keep the sets and thresholds that worked.") if up else _("Try sets and a threshold for free shipping.")
        )
    if driver == "orders_per_buyer":
        return (
            _("Thank those who ordered twice.")
            if up
            else _("Remind buyers of last month of what goes with their order.")
        )
    new, back = (float(now[name] or 0) - float(before[name] or 0) for name in ("new_buyers", "returning_buyers"))
    if up:
        return (
            _("Bring the new buyers into a group now.") if new > back else _("Keep doing what brought old buyers back.")
        )
    if new < back:
        return _("New buyers are missing: check notes, lives and channels of the last two weeks.")
    return _("Old buyers are missing: write to those who usually would have ordered by now.")


def _refunds(now: Figures, before: Figures) -> Iterator[Finding]:
    rates = [(each["refund_amount"] or 0) / each["gmv_paid"] if each["gmv_paid"] else 0.0 for each in (now, before)]
    moved = rates[0] - rates[1]
    if abs(moved) < POINTS / 2 or _surprise(now["refunded_orders"], before["refunded_orders"]) < SURE:
        return
    said = {"now": _percent(rates[0]), "before": _percent(rates[1])}
    why = _("Orders refunded: %(now)s after %(before)s.") % {
        "now": now["refunded_orders"], "before": before["refunded_orders"],
    }  # fmt: skip
    if moved > 0:
        yield Finding(
            "bad", _("Of money received, %(now)s went back, after %(before)s.") % said, why,
            _("See on the refund page whether it is before shipping (promises) or after receipt (goods)."),
        )  # fmt: skip
    else:
        yield Finding("good", _("Less went back: %(now)s of money received, after %(before)s.") % said, why, "")


def _returning(now: Figures, before: Figures) -> Iterator[Finding]:
    a, b = now["returning_gmv_share"], before["returning_gmv_share"]
    if a is None or b is None or abs(a - b) < POINTS:
        return
    said = {"now": _percent(float(a)), "before": _percent(float(b))}
    if a > b:
        yield Finding(
            "good", _("People who came back carry %(now)s of sales, after %(before)s.") % said, "",
            _("Check that enough new people still come in.") if _fewer_new(now, before) else "",
        )  # fmt: skip
    else:
        yield Finding(
            "note", _("People who came back carry %(now)s of sales, after %(before)s.") % said,
            _("New buyers carried more of this period."), _("Bring their second order within 30 days."),
        )  # fmt: skip


def _fewer_new(now: Figures, before: Figures) -> bool:
    return (now["new_buyers"] or 0) < (before["new_buyers"] or 0)


def _super(now: Figures, _before: Figures) -> Iterator[Finding]:
    count, members, gmv = now["super_members"], now["super_member_share"], now["super_gmv_share"]
    if not count or members is None or not gmv:
        return
    yield Finding(
        "note",
        ngettext(
            "%(count)s super member (%(members)s of members) brought %(gmv)s of sales.",
            "%(count)s super members (%(members)s of members) brought %(gmv)s of sales.",
            int(count),
        )
        % {"count": count, "members": f"{members * 100:.1f}%", "gmv": _percent(float(gmv))},
        "",
        _("Each of them should have a person who knows them.") if gmv >= 2 * members else "",
    )


def _lapsed(now: Figures, before: Figures) -> Iterator[Finding]:
    more = int((now["lapsed_buyers"] or 0) - (before["lapsed_buyers"] or 0))
    if more < ORDERS_NEEDED or more < WORTH_SAYING * float(before["lapsed_buyers"] or 0):
        return
    yield Finding(
        "bad",
        _("%(more)s more buyers have not bought for 180 days.") % {"more": f"{more:,}"},
        _("They are %(total)s now.") % {"total": f"{now['lapsed_buyers']:,}"},
        _("Write to the best of them before they forget you: fans list, stage “lapsing”."),
    )


def _followers(now: Figures, _before: Figures) -> Iterator[Finding]:
    net = now["followers_net"] or 0
    if net < 0 and _surprise(0, abs(net)) >= SURE:
        yield Finding(
            "bad", _("More people left than followed: %(net)s.") % {"net": f"{net:,}"}, "",
            _("Look at what was posted and sent in these days."),
        )  # fmt: skip
