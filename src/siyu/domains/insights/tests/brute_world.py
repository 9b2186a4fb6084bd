"""Facts read the slow and obvious way: plain Python lists, no SQL, no expression trees. The oracle stands on this."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from siyu.domains.facts.kinds import BY_CODE
from siyu.domains.insights.tests.stating import id_of
from siyu.kernel import clock

THRESHOLDS = (("super", 300_000), ("gold", 100_000), ("silver", 30_000), ("member", 1))
GRACE = timedelta(days=7)


@dataclass
class Row:
    """Anything dated: by whom, when, where."""

    person: int
    at: datetime
    channel: str
    kind: str = ""
    no: str = ""
    fen: int | None = None
    props: dict[str, Any] = field(default_factory=dict)


@dataclass
class Order:
    """One order of one channel with all that happened to it."""

    channel: str
    no: str
    person: int = 0
    times: dict[str, datetime] = field(default_factory=dict)
    fen: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    refund_time_known: bool = True
    items: int | None = None
    lines: int | None = None
    nth: int | None = None
    previous: datetime | None = None

    @property
    def refund_part(self) -> str | None:
        paid, back = self.times.get("paid"), self.times.get("refunded")
        if paid is None or back is None:
            return None
        if not self.refund_time_known:
            reached = {"received": "after_receipt", "shipped": "in_transit", "closed": "instant"}
            return next((part for state, part in reached.items() if state in self.times), "unknown")
        received, shipped = self.times.get("received"), self.times.get("shipped")
        if received is not None and received <= back:
            return "after_receipt"
        if shipped is None or back < shipped or back - paid <= timedelta(hours=24):
            return "instant"
        return "in_transit"


class World:
    """All facts of an account, a window, and optionally one bucket that rows must fall into."""

    def __init__(
        self, facts: list[dict[str, Any]], persons: list[dict[str, Any]], zone: str, now: datetime,
        start: date | None, end: date,
    ) -> None:  # fmt: skip
        self.zone, self.now, self.persons = zone, now, {row["person"]: row for row in persons}
        self.rows = [self._row(fact) for fact in facts]
        self.rows = [row for row in self.rows if row.props.get("void") is not True]
        self.start = clock.day_start(start, zone) if start else datetime.min.replace(tzinfo=ZoneInfo("UTC"))
        self.end = clock.day_start(end + timedelta(days=1), zone)
        everything = [clock.from_ms(fact["happened_at"]) for fact in facts]
        first = start or min((min(clock.local_day(at, zone), end) for at in everything), default=end)
        self.days = (end - first).days + 1
        self.last_day = end
        self.bucket: Callable[[int, datetime | None, str], bool] = lambda person, at, channel: True
        self.orders = self._orders()

    @staticmethod
    def _row(fact: dict[str, Any]) -> Row:
        props = json.loads(fact["props"]) if fact["props"] else {}
        kind = BY_CODE[fact["kind"]].name
        no = fact["object_id"] or (str(id_of(fact)) if kind.startswith("order.") else "")
        return Row(
            fact["person"], clock.from_ms(fact["happened_at"]), fact["channel"], kind, no, fact["amount_fen"], props
        )

    def _orders(self) -> list[Order]:
        found: dict[tuple[str, str], Order] = {}
        for row in self.rows:
            state = row.kind.removeprefix("order.")
            if state not in {"placed", "paid", "shipped", "received", "refunded", "closed"}:
                continue
            order = found.setdefault((row.channel, row.no), Order(row.channel, row.no))
            order.person = max(order.person, row.person)
            order.times[state] = min(order.times.get(state, row.at), row.at)
            order.fen[state] += row.fen or 0
            if state == "refunded" and row.props.get("time_known") is False:
                order.refund_time_known = False
            if state == "placed":
                order.items = max(filter(None, (order.items, row.props.get("items"))), default=None)
                order.lines = max(filter(None, (order.lines, row.props.get("lines"))), default=None)
        by_person: dict[int, list[Order]] = defaultdict(list)
        for order in found.values():
            if order.person and "paid" in order.times:
                by_person[order.person].append(order)
        for orders in by_person.values():
            orders.sort(key=lambda order: (order.times["paid"], order.channel, order.no))
            for before, order in zip([None, *orders], orders, strict=False):
                order.nth = before.nth + 1 if before and before.nth else 1
                order.previous = before.times["paid"] if before else None
        return list(found.values())

    def _seen(self, person: int, at: datetime, channel: str, *, last: int | None, until: bool) -> bool:
        start = self.start
        if until:
            start = datetime.min.replace(tzinfo=ZoneInfo("UTC"))
        elif last is not None:
            start = max(start, clock.day_start(self.last_day - timedelta(days=last - 1), self.zone))
        return start <= at < self.end and self.bucket(person, at, channel)

    def dated(self, state: str, *, until: bool = False) -> list[Order]:
        """Orders by the instant they reached a state."""
        return [
            order
            for order in self.orders
            if state in order.times
            and self._seen(order.person, order.times[state], order.channel, last=None, until=until)
        ]

    def facts(self, *kinds: str, last: int | None = None) -> list[Row]:
        """Facts of these kinds (all without any) in the window."""
        return [
            row
            for row in self.rows
            if (not kinds or row.kind in kinds) and self._seen(row.person, row.at, row.channel, last=last, until=False)
        ]

    def buyers(self, *, until: bool = False) -> dict[int, list[Order]]:
        """Known persons and the orders they paid."""
        found: dict[int, list[Order]] = defaultdict(list)
        for order in self.dated("paid", until=until):
            if order.person:
                found[order.person].append(order)
        return found

    def arrivals(self) -> list[int]:
        """Persons whose first fact is seen."""
        first: dict[int, tuple[Any, ...]] = {}
        for row in self.rows:
            if row.person:
                first[row.person] = min(first.get(row.person, (row.at, row.channel)), (row.at, row.channel))
        return [
            person for person, (at, channel) in first.items() if self._seen(person, at, channel, last=None, until=False)
        ]

    def tier(self, person: int) -> str:
        """By net paid as of the end of the window (or now), refunds counting after their grace."""
        as_of = min(self.end, self.now) - timedelta(milliseconds=1)
        base = 0
        for row in self.rows:
            if row.person == person and row.kind == "order.paid" and row.at <= as_of:
                base += row.fen or 0
            if row.person == person and row.kind == "order.refunded" and row.at <= as_of - GRACE:
                base -= row.fen or 0
        return next((tier for tier, least in THRESHOLDS if base >= least), "")

    def population(self) -> list[int]:
        """Living persons in the bucket."""
        return [person for person in self.persons if self.bucket(person, None, "")]

    def follows_at(self, person: int, at: datetime) -> bool:
        """Whether the newest follow or unfollow up to the instant is a follow; an unfollow wins a tie."""
        moves = [
            (row.at, row.kind == "account.unfollowed")
            for row in self.rows
            if person and row.person == person and row.kind.startswith("account.") and row.at <= at
        ]
        return bool(moves) and not max(moves)[1]

    def then(self, visit: str, kind: str, hours: int) -> set[int]:
        """Visitors who did something within so many hours of a visit."""
        return {
            row.person
            for row in self.facts(visit)
            if row.person
            and any(
                other.person == row.person
                and other.kind == kind
                and timedelta(0) <= other.at - row.at <= timedelta(hours=hours)
                for other in self.rows
            )
        }

    def in_group(self) -> set[int]:
        """Persons whose newest move in some group before the end is a join."""
        newest: dict[tuple[int, str], tuple[Any, ...]] = {}
        for row in self.rows:
            if row.person and row.kind in {"group.joined", "group.left"} and row.at < self.end:
                newest[row.person, row.no] = max(newest.get((row.person, row.no), (row.at, "")), (row.at, row.kind))
        return {
            person
            for (person, _), (_, kind) in newest.items()
            if kind == "group.joined" and self.bucket(person, None, "")
        }

    def day(self, at: datetime) -> date:
        """The local day of an instant."""
        return clock.local_day(at, self.zone)

    def keys(self, by: str) -> Iterator[tuple[str, Callable[[int, datetime | None, str], bool]]]:
        """Every key that may occur in a dimension, with its test."""

        def key_of(person: int, at: datetime | None, channel: str) -> str:
            if by == "tier":
                return self.tier(person) if person in self.persons else ""
            if by == "city":
                return str(self.persons[person]["city"]) if person in self.persons else ""
            if by == "channel":
                return channel
            assert at is not None
            local = at.astimezone(ZoneInfo(self.zone))
            monday = local.date() - timedelta(days=local.weekday())
            return {
                "day": local.date().isoformat(), "week": monday.isoformat(), "month": local.strftime("%Y-%m"),
                "weekday": str(local.isoweekday()), "hour": local.strftime("%H"),
            }[by]  # fmt: skip

        anyone = {key_of(row.person, row.at, row.channel) for row in self.rows}
        if by in {"tier", "city"}:
            anyone |= {key_of(person, None, "") for person in self.persons}
        for key in anyone:
            yield key, lambda person, at, channel, key=key: key_of(person, at, channel) == key
