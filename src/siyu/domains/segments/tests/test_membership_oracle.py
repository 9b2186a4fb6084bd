"""Membership by SQL equals membership by brute force, on random trees over random worlds; planted faults are caught."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import pytest

from siyu.domains.accounts.models import Account
from siyu.domains.segments.compiler import dialect, facts, sequence, walk
from siyu.domains.segments.compiler.walk import compile_tree
from siyu.domains.segments.queries.resolve import scope_at
from siyu.domains.segments.tests.oracle import World
from siyu.domains.segments.tests.worlds import ACCOUNT, DAYS, START, fill, make_world, random_instant, random_tree
from siyu.domains.segments.tree import nodes
from siyu.domains.segments.tree.expand import expand
from siyu.domains.segments.tree.parse import parse_tree
from siyu.platform.eventstore.duck import DuckStore

PERSONS = 2000
TREES = 84  # × 4 worlds × 3 dates = 1,008 trees
ZONES = ("Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "America/Phoenix")
HEAVY = (0, 15, 200)
Place = tuple[World, DuckStore]


@pytest.fixture(scope="module")
def places() -> Iterator[dict[int, Place]]:
    kept: dict[int, Place] = {}
    yield kept
    for _, store in kept.values():
        store.close()


def _place(kept: dict[int, Place], seed: int, persons: int = PERSONS) -> Place:
    if seed not in kept:
        world, store = make_world(seed, persons, ZONES[seed % len(ZONES)]), DuckStore()
        fill(store, world)
        kept[seed] = world, store
    return kept[seed]


def _by_sql(place: Place, tree: Any, as_of: datetime) -> set[int]:
    world, store = place
    account = Account(pk=ACCOUNT, time_zone=world.zone)
    node = expand(parse_tree(tree, world.zone), world.saved, world.zone)
    sql, params = compile_tree(node, scope_at(account, as_of)).select("p.person")
    ids = store.query(sql, params).column("person").to_pylist()
    assert len(ids) == len(set(ids)), "a person twice"
    return set(ids)


def _late_instant(rng: random.Random) -> datetime:
    """An instant with much history before it and some facts after it."""
    return max(random_instant(rng), START + timedelta(days=DAYS // 2))


@pytest.mark.parametrize("seed", range(len(ZONES)))
@pytest.mark.parametrize("date", range(len(HEAVY)))
def test_sql_equals_brute_force(
    places: dict[int, Place], monkeypatch: pytest.MonkeyPatch, seed: int, date: int
) -> None:
    monkeypatch.setattr(sequence, "HEAVY_FACTS", HEAVY[date])
    place = _place(places, seed)
    rng = random.Random(1000 * seed + date)
    as_of = _late_instant(rng)
    oracle = place[0].at(as_of)
    telling = 0
    for n in range(TREES):
        tree = random_tree(rng, rng.choice((1, 2, 3, 4, 5)))
        wanted, found = oracle.members(tree), _by_sql(place, tree, as_of)
        telling += 0 < len(wanted) < PERSONS
        assert found == wanted, f"tree {n} as of {as_of}: {tree}\nmissing {wanted - found}\ntoo many {found - wanted}"
    assert telling > TREES / 2, "most trees chose nobody or everybody: the comparison says little"


def _null_in_the_set(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = facts.event_set
    monkeypatch.setattr(
        facts, "event_set", lambda *a: f"SELECT person FROM ({whole(*a)}) UNION ALL SELECT CAST(NULL AS BIGINT)"
    )


def _nobody_without_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes.EventCondition, "holds_for_none", property(lambda _: False))


def _window_closed_at_both_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = facts.window
    monkeypatch.setattr(facts, "window", lambda *a: whole(*a).replace("happened_at > ", "happened_at >= "))


def _end_inclusive(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = facts.window
    monkeypatch.setattr(facts, "window", lambda *a: whole(*a).replace("happened_at < ", "happened_at <= "))


def _days_of_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialect, "local_day", lambda at, _, zone: f"IF({zone} <> '', CAST({at} AS DATE), NULL)")


def _winter_all_year(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialect, "steady_offset", lambda _: -5 * 3600)


def _withdrawn_facts_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "STANDS", "TRUE")


def _the_future_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = facts.in_scope
    monkeypatch.setattr(facts, "in_scope", lambda *a: whole(*a).replace("happened_at <=", "TRUE OR happened_at <="))


def _the_same_fact_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequence._Sequence, "_after", lambda *_: "b.t >= a.t")


def _any_tagging(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialect, "latest", lambda what, *_: f"min({what})")


def _narrowed_by_the_wrong_set(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = walk.Walk.expression
    monkeypatch.setattr(
        walk.Walk, "expression", lambda self, node, among="": whole(self, node, among and f"(FROM {among} LIMIT 3)")
    )


FAULTS = {
    fault.__name__.strip("_"): (fault, zone, about)
    for fault, zone, about in (
        (_null_in_the_set, 0, "event"),
        (_nobody_without_facts, 0, "lt"),
        (_window_closed_at_both_ends, 0, "within_days"),
        (_end_inclusive, 0, "to"),
        (_days_of_utc, 0, "distinct_days"),
        (_winter_all_year, 1, "distinct_days"),
        (_withdrawn_facts_count, 0, "event"),
        (_the_future_counts, 0, "event"),
        (_the_same_fact_twice, 0, "sequence"),
        (_any_tagging, 0, "tag"),
        (_narrowed_by_the_wrong_set, 0, "sequence"),
    )
}
"""The fault, the world in which it shows, and the key without which a tree cannot show it."""


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_caught(places: dict[int, Place], monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    """Each fault that compilers of segments make is noticed within 60 random trees that could show it."""
    plant, zone, about = FAULTS[fault]
    place = _place(places, zone)
    rng = random.Random(99)
    as_of = START + timedelta(days=DAYS - 20)
    oracle = place[0].at(as_of)
    plant(monkeypatch)
    drawn = (random_tree(rng, rng.choice((1, 2, 3))) for _ in range(10_000))
    for tree in islice((tree for tree in drawn if f'"{about}"' in json.dumps(tree)), 60):
        if _by_sql(place, tree, as_of) != oracle.members(tree):
            return
    pytest.fail("the fault went unnoticed")
