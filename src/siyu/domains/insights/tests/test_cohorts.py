"""Cohorts equal brute force, in weeks and months of the account's zone."""

from __future__ import annotations

import json
import random
from datetime import UTC, date, datetime, timedelta
from typing import Literal

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from siyu.domains.accounts.actions.open_account import open_account
from siyu.domains.accounts.models import Account
from siyu.domains.insights.commands import cohort_command
from siyu.domains.insights.queries.cohorts import cohorts
from siyu.domains.insights.tests.stating import fact, put
from siyu.kernel import clock
from siyu.platform import eventstore
from siyu.platform.eventstore.duck import DuckStore

NOW = datetime(2024, 9, 15, 12, tzinfo=UTC)


def steps(start: date, day: date, by: str) -> int:
    """How many periods lie between the periods of two days."""
    if by == "month":
        return (day.year - start.year) * 12 + day.month - start.month
    monday = day - timedelta(days=day.weekday())
    return (monday - (start - timedelta(days=start.weekday()))).days // 7


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**9), zone=st.sampled_from(["Asia/Shanghai", "America/New_York"]),
       by=st.sampled_from(["week", "month"]))  # fmt: skip
def test_cohorts_are_what_brute_force_says(seed: int, zone: str, by: Literal["week", "month"]) -> None:
    chance = random.Random(seed)
    facts = []
    for number in range(chance.randrange(60)):
        at = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(
            hours=chance.randrange(24 * 240), milliseconds=chance.choice([0, -1])
        )
        void = {"void": True} if chance.random() < 0.1 else {}
        facts.append(fact(chance.randrange(8), at, "order.paid", no=f"o{number}", fen=1, **void))
    facts.append(fact(3, datetime(2023, 5, 5, tzinfo=UTC), "note.viewed"))
    store = DuckStore()
    put(store, facts)
    eventstore.use(store)
    try:
        table = cohorts(Account(pk=1, slug="x", time_zone=zone), by, now=NOW)
    finally:
        eventstore.use(None)
        store.close()
    days: dict[int, list[date]] = {}
    for row in facts:
        if row["person"] and row["amount_fen"] and not row["props"]:
            days.setdefault(row["person"], []).append(clock.local_day(clock.from_ms(row["happened_at"]), zone))
    today = clock.local_day(NOW, zone)
    assert sum(cohort.size for cohort in table.cohorts) == len(days)
    for cohort in table.cohorts:
        members = [own for own in days.values() if steps(cohort.start, min(own), by) == 0]
        assert cohort.size == cohort.retained[0] == len(members)
        assert len(cohort.retained) == steps(cohort.start, today, by) + 1
        for k, came in enumerate(cohort.retained):
            assert came == sum(any(steps(cohort.start, day, by) == k for day in own) for own in members)


@pytest.mark.django_db
def test_the_command_prints_the_contract(event_store: DuckStore) -> None:
    account = open_account(slug="silk", name="Silk")
    put(event_store, [
        fact(1, datetime(2024, 1, 31, 16, tzinfo=UTC), "order.paid", account=account.pk, no="a"),  # 1 February at home
        fact(1, datetime(2024, 3, 2, tzinfo=UTC), "order.paid", account=account.pk, no="b"),
        fact(2, datetime(2024, 2, 5, tzinfo=UTC), "order.paid", account=account.pk, no="c"),
    ])  # fmt: skip
    said = CliRunner().invoke(cohort_command, ["--account=silk", "--by=month", "--json"], catch_exceptions=False)
    (cohort,) = json.loads(said.stdout)["cohorts"]
    assert (cohort["start"], cohort["size"], cohort["retained"][:3]) == ("2024-02-01", 2, [2, 1, 0])
