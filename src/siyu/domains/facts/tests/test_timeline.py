"""A person's timeline: whole, in order, in pages that neither skip nor repeat."""

from __future__ import annotations

import random
from datetime import timedelta

import pyarrow as pa
import pytest

from siyu.domains.facts.queries.timeline import counts_by_kind, timeline
from siyu.kernel import clock
from siyu.kernel.ids import derived_id
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.eventstore.schema import FACTS

KINDS = [10, 43, 47]


def _fact(n: int, at_ms: int, person: int = 7, account: int = 1) -> dict[str, object]:
    return {
        "event_id": derived_id(at_ms, n, person).bytes, "account": account, "person": person, "identity": person,
        "happened_at": at_ms, "kind": KINDS[n % 3], "channel": "taobao", "object_type": "order", "object_id": str(n),
        "amount_fen": n, "props": f'{{"n": {n}}}' if n % 2 else None,
    }  # fmt: skip


@pytest.fixture
def told(event_store: DuckStore) -> list[int]:
    """Facts over three years, some at the same millisecond; answers the instants of person 7's, newest first."""
    chance, now = random.Random(3), clock.to_ms(clock.now())
    day = int(timedelta(days=1).total_seconds() * 1000)
    instants = [now - chance.choice([0, 1, 30, 61, 62, 63, 200, 400, 1100]) * day for _ in range(120)]
    rows = [_fact(n, at) for n, at in enumerate(instants)]
    rows += [_fact(900, now, person=8), _fact(901, now, account=2)]
    event_store.upsert(pa.Table.from_pylist(rows, schema=FACTS))
    return sorted(instants, reverse=True)


@pytest.mark.parametrize("limit", [1, 7, 119, 120, 500])
def test_pages_are_the_whole_in_order(told: list[int], limit: int) -> None:
    seen, cursor = [], ""
    while True:
        page = timeline(1, 7, cursor=cursor, limit=limit)
        seen += page.rows
        if page.next_cursor is None:
            break
        assert len(page.rows) == limit
        cursor = page.next_cursor
    assert [clock.to_ms(fact.at) for fact in seen] == told
    assert len({fact.event_id for fact in seen}) == len(told)


def test_kinds_narrow_and_unknown_ones_are_refused(told: list[int]) -> None:
    found = timeline(1, 7, kinds=["order.paid", "order.refunded"], limit=500).rows
    assert {fact.kind.name for fact in found} == {"order.paid", "order.refunded"}
    assert len(found) == 80
    with pytest.raises(KeyError):
        timeline(1, 7, kinds=["order.eaten"])


def test_facts_of_others_stay_theirs(told: list[int]) -> None:
    assert len(timeline(1, 8).rows) == 1
    assert timeline(3, 7).rows == []


def test_counts_and_props(told: list[int]) -> None:
    assert counts_by_kind(1, 7) == {"note.viewed": 40, "order.paid": 40, "order.refunded": 40}
    for fact in timeline(1, 7, limit=200).rows:
        assert fact.props == ({"n": fact.amount_fen} if fact.amount_fen and fact.amount_fen % 2 else {})


@pytest.mark.parametrize("cursor", ["x", "W10", "WzEsMl0"])
def test_a_broken_cursor_is_said_to_be_one(told: list[int], cursor: str) -> None:
    with pytest.raises(ValueError, match="cursor"):
        timeline(1, 7, cursor=cursor)
