"""What was computed from the same data is shown again; whatever changes data, words or day makes it computed anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.utils import translation

from siyu.domains.accounts.models import Account
from siyu.domains.facts.queries.kept import KEPT_SECONDS, kept
from siyu.domains.insights.queries import boss_report as boss
from siyu.domains.insights.tests.stating import fact, put
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.testing.facts import some_facts

NOW = datetime(2024, 7, 1, 2, tzinfo=UTC)


@pytest.fixture
def account(event_store: DuckStore) -> Iterator[Account]:
    cache.clear()
    yield Account(pk=1, slug="silk", name="云锦旗袍", time_zone="Asia/Shanghai")
    cache.clear()


@pytest.fixture
def asked() -> list[str]:
    return []


def test_the_same_data_is_computed_once(account: Account, event_store: DuckStore, asked: list[str]) -> None:
    def figure(*words: int) -> int:
        def compute() -> int:
            asked.append("computed")
            return int(event_store.query("SELECT count(*) AS n FROM facts WHERE account = 1")["n"][0].as_py())

        return kept(account, "figure", compute, *words)

    with time_machine.travel(NOW, tick=False) as clock:
        assert [figure(), figure()] == [0, 0]
        assert len(asked) == 1
        event_store.upsert(some_facts([1], account=2))
        assert (figure(), len(asked)) == (0, 1)
        event_store.upsert(some_facts([1]))
        assert (figure(), len(asked)) == (1, 2)
        assert (figure(7), len(asked)) == (1, 3)
        with translation.override("en"):
            assert (figure(), len(asked)) == (1, 4)
        account.settings = {"fans": {"tiers": []}}
        assert (figure(), len(asked)) == (1, 5)
        clock.shift(timedelta(days=1))
        assert (figure(), len(asked)) == (1, 6)
        clock.shift(timedelta(seconds=KEPT_SECONDS + 1))
        assert (figure(), len(asked)) == (1, 7)


def test_a_report_shown_again_says_when_it_was_computed(account: Account, event_store: DuckStore) -> None:
    put(event_store, [fact(n, NOW - timedelta(days=n % 5 + 1), "order.paid", no=f"o{n}", fen=9_000) for n in range(40)])
    with time_machine.travel(NOW, tick=False) as clock:
        first = kept(account, "boss", lambda: boss.boss_report(account))
        clock.shift(timedelta(minutes=5))
        again = kept(account, "boss", lambda: boss.boss_report(account))
        assert again == first
        assert again.computed_at == NOW
        event_store.upsert(some_facts([1], happened_at=(NOW - timedelta(days=1)).replace(tzinfo=None)))
        anew = kept(account, "boss", lambda: boss.boss_report(account))
        assert anew.computed_at == NOW + timedelta(minutes=5)
        assert anew.numbers[0].value == first.numbers[0].value + 100
