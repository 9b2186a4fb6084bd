"""The as-of figures by brute force in plain Python, to hold the SQL against."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from siyu.domains.fans import rules
from siyu.domains.fans.conf import FansConf
from siyu.domains.fans.queries.standing_sql import BEFALLEN
from siyu.domains.fans.tests.worlds import Fact
from siyu.kernel.clock import local_day


def figures(
    facts: list[Fact], persons: list[int], as_of: datetime, zone: str, conf: FansConf
) -> dict[int, dict[str, Any]]:
    """Every figure of every person as of an instant."""
    found = {person: _of_one([f for f in facts if f.person == person], as_of, zone, conf) for person in persons}
    buyers = {person: row for person, row in found.items() if row["orders"]}
    for person, row in found.items():
        for name, better in (
            ("rfm_r", lambda x: -x["days_since_last_order"]), ("rfm_f", lambda x: x["orders"]),
            ("rfm_m", lambda x: x["net_paid_fen"]),
        ):  # fmt: skip
            worse = sum(better(other) < better(row) for other in buyers.values()) if person in buyers else 0
            row[name] = rules.quintile(worse, len(buyers)) if person in buyers else None
    return found


def _of_one(facts: list[Fact], as_of: datetime, zone: str, conf: FansConf) -> dict[str, Any]:
    known = [fact for fact in facts if fact.at <= as_of and not (fact.props or {}).get("void")]
    paid = [fact for fact in known if fact.kind == "order.paid"]
    refunded = [fact for fact in known if fact.kind == "order.refunded"]
    grace = timedelta(days=conf.grace_days)
    start = as_of - timedelta(days=conf.tier_window_days) if conf.tier_window_days else None
    inside = [fact for fact in paid if start is None or fact.at > start]
    counted = [fact for fact in refunded if (start is None or fact.at > start) and fact.at <= as_of - grace]
    base = _sum(inside) - _sum(counted)
    waiting = [fact.at + grace for fact in refunded if fact.at > as_of - grace and (fact.amount or 0) > 0]
    last = max((fact.at for fact in paid), default=None)
    aged = [(conf.points.get(f.kind, 0), (as_of - f.at).total_seconds() / 86400) for f in known]
    return {
        "orders": len({(f.channel, f.object_id) if f.object_id else id(f) for f in paid}),
        "paid_fen": _sum(paid),
        "refunded_fen": _sum(refunded),
        "net_paid_fen": _sum(paid) - _sum(refunded),
        "first_order_at": min((f.at for f in paid), default=None),
        "last_order_at": last,
        "days_since_last_order": (local_day(as_of, zone) - local_day(last, zone)).days if last else None,
        "tier_base_fen": base,
        "tier": rules.tier_of(base, conf),
        "grace_ends_at": min(waiting, default=None),
        "last_seen_at": max((f.at for f in known if f.kind not in BEFALLEN), default=None),
        "intimacy": rules.intimacy(aged, conf.half_life_days),
    }


def _sum(facts: list[Fact]) -> int:
    return sum(fact.amount or 0 for fact in facts)
