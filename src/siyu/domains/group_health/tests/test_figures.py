"""Every figure of the event store equals brute force, on random worlds in several time zones."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest

from siyu.domains.accounts.models import Account
from siyu.domains.facts.kinds import KINDS
from siyu.domains.group_health import conf
from siyu.domains.group_health.queries.figures import figures_of
from siyu.domains.group_health.queries.spans import span_until
from siyu.domains.group_health.types import Figures, Span
from siyu.kernel import clock
from siyu.kernel.ids import derived_id
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.eventstore.schema import FACTS

NOW = datetime(2026, 5, 20, 9, tzinfo=UTC)
ZONES = ("Asia/Shanghai", "America/New_York", "Australia/Lord_Howe")
NAMES = ("group.joined",) * 3 + ("group.left", "group.messaged", "group.checked_in", "poll.voted", "order.paid")
Row = dict[str, Any]


def _world(seed: int) -> list[Row]:
    chance, rows = random.Random(seed), []
    instants = chance.sample(range(80 * 86_400), 1_500)
    for n, second in enumerate(instants):
        room = chance.choice("abc")
        name = chance.choice((*NAMES, *("group.messaged",) * 11, "programme.attended"))
        days_back = second / 86_400 if chance.random() < 0.5 else second / 86_400 / 6
        at = clock.to_ms(NOW + timedelta(days=2) - timedelta(days=days_back)) + n
        kind = name.partition(".")[0]
        rows.append({
            "event_id": derived_id(at, "test", seed, n).bytes, "account": chance.choice((1,) * 9 + (2,)),
            "person": chance.choice((0, *range(1, 25))), "identity": 1, "happened_at": at, "kind": KINDS[name].code,
            "channel": "siyu", "object_type": kind, "object_id": room if kind == "group" else f"o{n % 90}",
            "amount_fen": chance.choice((None, 0, 990)) if kind == "order" else None,
            "props": json.dumps({"void": True} if chance.random() < 0.05 else {"group": room}),
        })  # fmt: skip
    return rows


def _oracle(rows: list[Row], span: Span, zone: str) -> dict[str, Figures]:
    start, end = clock.to_ms(span.start), clock.to_ms(span.end)
    seen = sorted(
        (r for r in rows if r["account"] == 1 and r["person"] and r["happened_at"] < end and "void" not in r["props"]),
        key=lambda r: (r["happened_at"], r["event_id"]),
    )
    named = {kind.code: kind.name for kind in KINDS.values()}
    found = {}
    for room in "abc":
        inside: dict[int, int] = {}
        before: set[int] = set()
        joined, left, said = set(), set(), defaultdict(list)
        heard: set[int] = set()
        for r in seen:
            name, person, at = named[r["kind"]], r["person"], r["happened_at"]
            if name == "order.paid" or json.loads(r["props"]).get("group") != room:
                continue
            if name != "group.left" and at >= end - conf.SILENT_DAYS * 86_400_000:
                heard.add(person)
            if name == "group.joined":
                inside[person] = at
                joined |= {person} if at >= start else set()
            elif name == "group.left":
                inside.pop(person, None)
                left |= {person} if at >= start else set()
            elif name == "group.messaged" and at >= start:
                said[clock.local_day(clock.from_ms(at), zone)].append(person)
            if at < start:
                before = set(inside)
        orders = [
            r for r in seen
            if r["kind"] == KINDS["order.paid"].code and r["person"] in inside
            and r["happened_at"] >= max(start, inside[r["person"]])
        ]  # fmt: skip
        first = clock.local_day(span.start, zone)
        found[room] = Figures(
            members=len(inside), members_before=len(before), joined=len(joined), left_of_before=len(left & before),
            silent=len(set(inside) - heard),
            daily_messages=tuple(len(said[first + timedelta(days=n)]) for n in range(span.days)),
            lively_days=sum(
                len(who) >= conf.LIVELY_MESSAGES and len(set(who)) >= conf.LIVELY_SPEAKERS for who in said.values()
            ),
            buyers=len({r["person"] for r in orders}),
            orders=len({(r["person"], r["object_id"]) for r in orders}),
            paid_fen=sum(r["amount_fen"] or 0 for r in orders),
        )  # fmt: skip
    return found


@pytest.mark.parametrize("days", conf.WINDOWS)
@pytest.mark.parametrize("before", [0, 1])
@pytest.mark.parametrize("seed", range(4))
def test_figures_equal_brute_force(event_store: DuckStore, seed: int, before: int, days: int) -> None:
    zone, rows = ZONES[seed % len(ZONES)], _world(seed)
    event_store.upsert(pa.Table.from_pylist(rows, schema=FACTS))
    span = span_until(NOW, zone, days, before=before)
    wanted = _oracle(rows, span, zone)
    assert figures_of(Account(pk=1, time_zone=zone), span) == wanted
    assert any(one.buyers for one in wanted.values())
    assert any(one.left_of_before for one in wanted.values())


def test_windows_touch_and_hold_whole_days() -> None:
    for zone in ZONES:
        for days in conf.WINDOWS:
            now, earlier = (span_until(NOW, zone, days, before=n) for n in (0, 1))
            assert earlier.end == now.start
            assert now.start < NOW < now.end
