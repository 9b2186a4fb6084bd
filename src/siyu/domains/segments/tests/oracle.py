"""Membership by brute force over lists of facts, written from the contract and from nothing of the compiler."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from siyu.domains.facts.kinds import KINDS

DAY = timedelta(days=1)
TIERS = (("super", 300_000), ("gold", 100_000), ("silver", 30_000), ("member", 1))
GRACE = 7 * DAY
COMPARE = {
    "eq": lambda a, b: a == b,
    "gt": lambda a, b: a > b,
    "gte": lambda a, b: a >= b,
    "lt": lambda a, b: a < b,
    "lte": lambda a, b: a <= b,
}


@dataclass
class World:
    """Persons and facts of one account."""

    zone: str
    persons: dict[int, dict[str, Any]]  # id → {"key", "city", "birthday_md"}
    facts: list[dict[str, Any]]  # rows of the event store, `happened_at` aware
    saved: dict[str, Any] = field(default_factory=dict)

    def at(self, as_of: datetime) -> Oracle:
        """The world as it was."""
        return Oracle(self, as_of)


class Oracle:
    def __init__(self, world: World, as_of: datetime) -> None:
        self.world, self.as_of = world, as_of
        self.zone = ZoneInfo(world.zone)
        self.facts: dict[int, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
        names = {kind.code: kind.name for kind in KINDS.values()}
        for fact in world.facts:
            withdrawn = fact["props"] is not None and json.loads(fact["props"]).get("void") is True
            if fact["happened_at"] <= as_of and not withdrawn:
                self.facts[fact["person"]][names[fact["kind"]]].append(fact)

    def members(self, tree: Any) -> set[int]:
        return {person for person in self.world.persons if self.holds(tree, person)}

    def day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def holds(self, node: Any, person: int) -> bool:
        if "all" in node:
            return all(self.holds(inner, person) for inner in node["all"])
        if "any" in node:
            return any(self.holds(inner, person) for inner in node["any"])
        if "not" in node:
            return not self.holds(node["not"], person)
        for head in ("segment", "event", "sequence", "tag", "channel", "tier", "attr"):
            if head in node:
                verdict: bool = getattr(self, f"holds_{head}")(node, person)
                return verdict
        raise AssertionError(f"no such node: {node}")

    def holds_segment(self, node: Any, person: int) -> bool:
        return self.holds(self.world.saved[node["segment"]], person)

    def holds_channel(self, node: Any, person: int) -> bool:
        return any(fact["channel"] == node["channel"] for rows in self.facts[person].values() for fact in rows)

    def holds_tier(self, node: Any, person: int) -> bool:
        return bool(self.standing[person]["tier"] == node["tier"])

    def holds_attr(self, node: Any, person: int) -> bool:
        found = self.attribute(node["attr"], person)
        if found is None:
            return False
        return all(COMPARE[op](found, self.read(node["attr"], v)) for op, v in node.items() if op != "attr")

    def read(self, attribute: str, value: Any) -> Any:
        return self.instant(value) if attribute in {"first_order_at", "last_order_at"} else value

    def instant(self, text: str) -> datetime:
        at = datetime.fromisoformat(text)
        return at if at.tzinfo else at.replace(tzinfo=self.zone)

    def matches(self, step: Any, fact: dict[str, Any]) -> bool:
        for name, wanted in step.get("where", {}).items():
            if isinstance(wanted, dict):
                if fact[name] is None or not all(COMPARE[op](fact[name], v) for op, v in wanted.items()):
                    return False
            elif fact[name] not in (wanted if isinstance(wanted, list) else [wanted]):
                return False
        return True

    def holds_event(self, node: Any, person: int) -> bool:
        rows = self.facts[person][node["event"]]
        if "within_days" in node:
            rows = [f for f in rows if f["happened_at"] > self.as_of - node["within_days"] * DAY]
        if "from" in node:
            rows = [f for f in rows if f["happened_at"] >= self.instant(node["from"])]
        if "to" in node:
            rows = [f for f in rows if f["happened_at"] < self.instant(node["to"])]
        rows = [f for f in rows if self.matches(node, f)]
        measures = {
            "count": len(rows),
            "sum_fen": sum(f["amount_fen"] or 0 for f in rows),
            "distinct_days": len({self.day(f["happened_at"]) for f in rows}),
        }
        asked = {name: node[name] for name in measures if name in node} or {"count": {"gte": 1}}
        return all(COMPARE[op](measures[name], v) for name, cmp in asked.items() for op, v in cmp.items())

    def holds_sequence(self, node: Any, person: int) -> bool:
        """From every possible first fact, always take the earliest next one."""
        steps = node["sequence"]
        if not all(self.facts[person][step["event"]] for step in steps):
            return False
        kinds = {step["event"] for step in steps}
        rows = sorted(
            (f for kind in kinds for f in self.facts[person][kind]),
            key=lambda f: (f["happened_at"], f["kind"], f["event_id"]),
        )
        codes = [KINDS[step["event"]].code for step in steps]
        fits = [
            [f["kind"] == code and self.matches(step, f) for f in rows] for step, code in zip(steps, codes, strict=True)
        ]
        for first in range(len(rows)):
            place = first if fits[0][first] else None
            for fit in fits[1:]:
                if place is not None:
                    place = next((n for n in range(place + 1, len(rows)) if fit[n]), None)
            if (
                place is not None
                and rows[place]["happened_at"] - rows[first]["happened_at"] <= node["within_days"] * DAY
            ):
                return True
        return False

    def holds_tag(self, node: Any, person: int) -> bool:
        both = [*self.facts[person]["person.tagged"], *self.facts[person]["person.untagged"]]
        rows = sorted((f["happened_at"], f["event_id"], f["kind"]) for f in both if f["object_id"] == node["tag"])
        return bool(rows) and rows[-1][2] == KINDS["person.tagged"].code

    def attribute(self, name: str, person: int) -> Any:
        if name in {"city", "birthday_md"}:
            return self.world.persons[person][name] or None
        return self.standing[person][name]

    @cached_property
    def standing(self) -> dict[int, dict[str, Any]]:
        found = {person: self.derived(person) for person in self.world.persons}
        buyers = [person for person in found if found[person]["orders"]]
        worth = {
            "rfm_r": lambda s: -s["days_since_last_order"],
            "rfm_f": lambda s: s["orders"],
            "rfm_m": lambda s: s["net_paid_fen"],
        }
        for score, of in worth.items():
            ordered = sorted(of(found[person]) for person in buyers)
            for person in buyers:
                found[person][score] = 1 + 5 * bisect_left(ordered, of(found[person])) // len(buyers)
        return found

    def derived(self, person: int) -> dict[str, Any]:
        paid, refunds = self.facts[person]["order.paid"], self.facts[person]["order.refunded"]
        paid_fen = sum(f["amount_fen"] or 0 for f in paid)
        refunded_fen = sum(f["amount_fen"] or 0 for f in refunds)
        closed = sum(f["amount_fen"] or 0 for f in refunds if f["happened_at"] <= self.as_of - GRACE)
        last = max((f["happened_at"] for f in paid), default=None)
        return {
            "orders": len({(f["channel"], f["object_id"] or f["event_id"]) for f in paid}),
            "net_paid_fen": paid_fen - refunded_fen,
            "refunded_fen": refunded_fen,
            "first_order_at": min((f["happened_at"] for f in paid), default=None),
            "last_order_at": last,
            "days_since_last_order": None if last is None else (self.day(self.as_of) - self.day(last)).days,
            "tier": next((name for name, least in TIERS if paid_fen - closed >= least), ""),
            "intimacy": self.intimacy(person),
            "rfm_r": None,
            "rfm_f": None,
            "rfm_m": None,
        }

    def intimacy(self, person: int) -> float:
        from siyu.domains.fans.conf import DEFAULT_POINTS

        total = sum(
            DEFAULT_POINTS.get(kind, 0) * 0.5 ** ((self.as_of - fact["happened_at"]) / DAY / 30)
            for kind, rows in self.facts[person].items()
            for fact in rows
        )
        return round(max(total, 0.0), 2)
