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
from siyu.domains.group_health.queries.activity import activity_of, check_in_days
from siyu.domains.group_health.queries.figures import figures_of
from siyu.domains.group_health.queries.spans import span_until
from siyu.domains.group_health.rules import HealthConf
from siyu.domains.group_health.types import Activity, Figures, Span
from siyu.kernel import clock
from siyu.kernel.ids import derived_id
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.eventstore.schema import FACTS

NOW = datetime(2026, 5, 20, 9, tzinfo=UTC)
ZONES = ("Asia/Shanghai", "America/New_York", "Australia/Lord_Howe")
NAMES = ("group.joined",) * 3 + ("group.left", "group.messaged", "group.checked_in", "poll.voted", "order.paid")
CONFS = (HealthConf(), HealthConf(silent_days=11, lively_messages=3, lively_speakers=2))
Row = dict[str, Any]


def _world(seed: int) -> list[Row]:
    chance, rows = random.Random(seed), []
    instants = chance.sample(range(80 * 86_400), 2_400)
    for n, second in enumerate(instants):
        room = chance.choice("abc")
        name = chance.choice((*NAMES, *("group.messaged",) * 6, "programme.attended"))
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


LEADERS = [("a", 1), ("a", 2), ("b", 3), ("c", 900)]


def _oracle(rows: list[Row], span: Span, zone: str, conf: HealthConf) -> dict[str, Figures]:
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
            if name != "group.left" and at >= end - conf.silent_days * 86_400_000:
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
            members=len(inside), members_before=len(before), joined=len(joined), left=len(left),
            left_of_before=len(left & before),
            silent=len(set(inside) - heard),
            daily_messages=tuple(len(said[first + timedelta(days=n)]) for n in range(span.days)),
            lively_days=sum(
                len(who) >= conf.lively_messages and len(set(who)) >= conf.lively_speakers for who in said.values()
            ),
            led_messages=sum((room, person) in LEADERS for who in said.values() for person in who),
            buyers=len({r["person"] for r in orders}),
            orders=len({(r["person"], r["object_id"]) for r in orders}),
            paid_fen=sum(r["amount_fen"] or 0 for r in orders),
            newcomers_fen=sum(r["amount_fen"] or 0 for r in orders if inside[r["person"]] >= start),
        )  # fmt: skip
    return found


@pytest.mark.parametrize("days", conf.WINDOWS)
@pytest.mark.parametrize("before", [0, 1])
@pytest.mark.parametrize("seed", range(4))
def test_figures_equal_brute_force(event_store: DuckStore, seed: int, before: int, days: int) -> None:
    zone, rows = ZONES[seed % len(ZONES)], _world(seed)
    event_store.upsert(pa.Table.from_pylist(rows, schema=FACTS))
    span = span_until(NOW, zone, days, before=before)
    tuned = CONFS[seed % len(CONFS)]
    wanted = _oracle(rows, span, zone, tuned)
    assert figures_of(Account(pk=1, time_zone=zone), span, tuned, LEADERS) == wanted
    assert any(one.buyers for one in wanted.values())
    assert any(one.led_messages for one in wanted.values())
    assert any(one.newcomers_fen for one in wanted.values())
    assert any(one.left_of_before for one in wanted.values())


@pytest.mark.parametrize("seed", range(3))
def test_what_each_member_did_equals_brute_force(event_store: DuckStore, seed: int) -> None:
    zone, rows = ZONES[seed % len(ZONES)], _world(seed)
    event_store.upsert(pa.Table.from_pylist(rows, schema=FACTS))
    span, account = span_until(NOW, zone, 28), Account(pk=1, time_zone=zone)
    named = {kind.code: kind.name for kind in KINDS.values()}
    did: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for r in rows:
        acts = named[r["kind"]] not in {"group.left", "order.paid"} and "void" not in r["props"]
        if acts and r["account"] == 1 and r["person"] and json.loads(r["props"])["group"] == "b":
            did[r["person"]].append((r["happened_at"], named[r["kind"]]))
    end, start = clock.to_ms(span.end), clock.to_ms(span.start)
    wanted, marks = {}, defaultdict(set)
    for person, all_acts in did.items():
        acts_until = [(at, name) for at, name in all_acts if at < end]
        recent = [(clock.local_day(clock.from_ms(at), zone), name) for at, name in acts_until if at >= start]
        if acts_until:
            deeds = sum(name != "group.joined" for _, name in acts_until)
            said = sum(name == "group.messaged" for _, name in recent)
            last = clock.from_ms(max(at for at, _ in acts_until))
            wanted[person] = Activity(last, deeds, len({day for day, _ in recent}), said)
        for day, name in recent:
            if name == "group.checked_in":
                marks[day].add(person)
    assert activity_of(account, "b", span) == wanted
    assert any(one.days > 1 for one in wanted.values())
    for people in (1, 2):
        assert check_in_days(account, "b", span, people) == sum(len(who) >= people for who in marks.values())


def test_windows_touch_and_hold_whole_days() -> None:
    for zone in ZONES:
        for days in conf.WINDOWS:
            now, earlier = (span_until(NOW, zone, days, before=n) for n in (0, 1))
            assert earlier.end == now.start
            assert now.start < NOW < now.end
