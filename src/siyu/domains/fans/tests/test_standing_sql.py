"""The SQL of as-of figures says what brute force says, for any facts, any instant and any rules."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from siyu.domains.accounts.models import Account
from siyu.domains.fans.conf import fans_conf
from siyu.domains.fans.queries.standing_sql import FIGURES, RFM_FIGURES, standing_sql
from siyu.domains.fans.tests import oracle
from siyu.domains.fans.tests.worlds import NOW, Fact, random_facts, table
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.eventstore.schema import PERSONS


def _asked(store: DuckStore, account: Account, as_of: datetime, **how: Any) -> dict[int, dict[str, Any]]:
    sql = standing_sql(account, as_of, **how)
    rows = store.query(f"WITH {sql.ctes} SELECT * FROM standing", sql.params).to_pylist()
    return {row.pop("person"): row for row in rows}


def _world(account: Account, facts: list[Fact], persons: list[int]) -> DuckStore:
    store = DuckStore()
    store.upsert(table(account, facts))
    mirror = [{"account": account.pk, "person": person, "key": f"k{person}"} for person in persons]
    store.mirror_persons(account.pk, pa.Table.from_pylist(mirror, schema=PERSONS))
    return store


def _utc(value: Any) -> Any:
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    seed=st.integers(0, 10**9),
    size=st.integers(0, 120),
    back=st.sampled_from([0, 1, 8, 16, 30, 400]),
    tuned=st.sampled_from([{}, {"grace_days": 0}, {"tier_window_days": 90}, {"points": {"order.paid": 3}}]),
    zone=st.sampled_from(["Asia/Shanghai", "America/New_York"]),
)
def test_sql_is_brute_force(seed: int, size: int, back: int, tuned: dict[str, Any], zone: str) -> None:
    account = Account(pk=7, slug="silk", name="Silk", time_zone=zone, settings={"fans": tuned})
    rng, persons = random.Random(seed), [1, 2, 3, 4, 5, 6, 7]
    facts, as_of = random_facts(rng, persons, size), NOW - timedelta(days=back)
    store = _world(account, facts, persons)
    store.upsert(table(Account(pk=8), random_facts(rng, persons, 10)))  # another account's facts never count
    expected = oracle.figures(facts, persons, as_of, zone, fans_conf(account))
    found = _asked(store, account, as_of)
    for person, row in expected.items():
        for name, value in row.items():
            if name == "intimacy":
                assert found[person][name] == pytest.approx(value, abs=0.011)
            else:
                assert (name, _utc(found[person][name])) == (name, value)
    some = _asked(store, account, as_of, only=[2, 5])
    assert some == {person: found[person] for person in (2, 5)}
    store.close()


@pytest.mark.parametrize("figures", [{name} for name in sorted(FIGURES)])
def test_each_figure_alone_is_the_same(figures: set[str]) -> None:
    account = Account(pk=7, slug="silk", name="Silk")
    facts = random_facts(random.Random(5), [1, 2, 3], 60)
    store = _world(account, facts, [1, 2, 3])
    everything, one = _asked(store, account, NOW), _asked(store, account, NOW, figures=figures)
    assert {p: row[next(iter(figures))] for p, row in everything.items()} == {
        p: row[next(iter(figures))] for p, row in one.items()
    }
    store.close()


def test_persons_whom_the_mirror_does_not_know_move_no_score() -> None:
    account = Account(pk=7, slug="silk", name="Silk")
    facts = [Fact(person, "order.paid", NOW, person * 100, f"o{person}") for person in range(1, 11)]
    store = _world(account, facts, [1, 2])
    rows = _asked(store, account, NOW, figures=RFM_FIGURES)
    assert [rows[1]["rfm_m"], rows[2]["rfm_m"]] == [1, 3]
    store.close()


def test_unknown_figures_are_refused() -> None:
    with pytest.raises(ValueError, match="no such figures"):
        standing_sql(Account(pk=7), NOW, {"orders", "mood"})
