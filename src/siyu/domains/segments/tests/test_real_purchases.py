"""Segments of real purchases (CDNOW, 2,357 customers) equal brute force over the same file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from siyu.domains.accounts.models import Account
from siyu.domains.facts.kinds import KINDS
from siyu.domains.segments.compiler.walk import compile_tree
from siyu.domains.segments.queries.resolve import scope_at
from siyu.domains.segments.tests.oracle import World
from siyu.domains.segments.tests.worlds import ACCOUNT, fill
from siyu.domains.segments.tree.parse import parse_tree
from siyu.kernel.clock import parse_instant
from siyu.kernel.ids import derived_id
from siyu.platform.eventstore.duck import DuckStore

ZONE = "Asia/Shanghai"
FILE = Path(__file__).resolve().parents[6] / "shared" / "data" / "cdnow" / "CDNOW_sample.txt"
PAID: dict[str, Any] = {"event": "order.paid"}
AGAIN = {"sequence": [PAID, PAID], "within_days": 30}
TREES: list[dict[str, Any]] = [
    {**PAID, "count": {"gte": 3}, "sum_fen": {"gte": 10_000}},
    {"all": [AGAIN, {"not": {**PAID, "within_days": 180}}, {"attr": "rfm_m", "gte": 4}]},
    {"any": [{"tier": "gold"}, {"attr": "days_since_last_order", "lte": 60}]},
    {"sequence": [PAID, PAID, PAID], "within_days": 90},
    {**PAID, "from": "1997-03-01", "to": "1997-04-01", "distinct_days": {"gte": 2}},
    {"all": [{"attr": "rfm_r", "lte": 2}, {"attr": "rfm_f", "gte": 4}, {"not": {"tier": "member"}}]},
    {**PAID, "where": {"amount_fen": {"gt": 10_000}}, "count": {"eq": 0}},
]


def _world() -> World:
    ids: dict[str, int] = {}
    facts = []
    for n, line in enumerate(FILE.read_text().splitlines()):
        customer, _, day, _, dollars = line.split()
        person = ids.setdefault(customer, len(ids) + 1)
        at = parse_instant(f"{day[:4]}-{day[4:6]}-{day[6:]}", ZONE)
        facts.append(
            {
                "event_id": derived_id(int(at.timestamp() * 1000), n).bytes,
                "account": ACCOUNT,
                "person": person,
                "identity": person,
                "happened_at": at,
                "kind": KINDS["order.paid"].code,
                "channel": "cdnow",
                "object_type": "order",
                "object_id": str(n),
                "amount_fen": round(float(dollars) * 100),
                "props": None,
            }
        )
    people = {person: {"key": key, "city": "", "birthday_md": ""} for key, person in ids.items()}
    return World(ZONE, people, facts)


@pytest.mark.real_data
def test_real_purchases_by_sql_and_by_hand(event_store: DuckStore) -> None:
    if not FILE.exists():
        pytest.skip(f"real data is absent: {FILE.name}")
    world = _world()
    fill(event_store, world)
    assert (len(world.persons), len(world.facts)) == (2357, 6919)
    for as_of in (datetime(1997, 9, 30, 16, tzinfo=UTC), datetime(1998, 7, 1, tzinfo=UTC) + timedelta(hours=1)):
        oracle = world.at(as_of)
        for tree in TREES:
            scope = scope_at(Account(pk=ACCOUNT, time_zone=ZONE), as_of)
            sql, params = compile_tree(parse_tree(tree, ZONE), scope).select("p.person")
            found = set(event_store.query(sql, params).column("person").to_pylist())
            assert found == oracle.members(tree), (tree, as_of)
            assert 0 < len(found) < len(world.persons), tree
