"""The relay under trouble: poison, failing stores, rivals, late commits, old messages."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import connection, transaction

from siyu.kernel import clock
from siyu.platform import eventstore
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.eventstore.errors import StoreUnavailableError
from siyu.platform.outbox import health, numbering, relay
from siyu.platform.outbox.models import OutboxCursor, OutboxMessage, ParkedMessage
from siyu.platform.outbox.statement import state, state_attribution, state_facts
from siyu.platform.outbox.subscribers import Subscriber, subscribers
from siyu.platform.testing.facts import some_facts

Hear = Callable[..., list[int]]


@pytest.fixture
def hear(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hear]:
    """Add a subscriber of topic "t" that keeps the numbers it heard and may refuse some."""
    entries = dict(subscribers)
    monkeypatch.setattr(subscribers, "_entries", entries)

    def add(name: str, refuse: Callable[[int], Exception | None] = lambda _: None, *, atomic: bool = True) -> list[int]:
        heard: list[int] = []

        def handler(messages: list[OutboxMessage]) -> None:
            numbers = [message.payload["n"] for message in messages]
            for n in numbers:
                if trouble := refuse(n):
                    raise trouble
            heard.extend(numbers)

        entries[name] = Subscriber(name, frozenset({"t"}), handler, atomic)
        return heard

    return add


def _state(*numbers: int) -> None:
    with transaction.atomic():
        for n in numbers:
            state("t", 1, n=n)


def _sums(store: DuckStore) -> tuple[int, int]:
    row = store.query("SELECT count(*) AS n, coalesce(sum(amount_fen), 0)::BIGINT AS s FROM facts").to_pylist()[0]
    return row["n"], row["s"]


@pytest.mark.django_db
@pytest.mark.parametrize("atomic", [True, False])
def test_messages_arrive_in_order_and_once(hear: Hear, event_store: DuckStore, atomic: bool) -> None:
    heard = hear("one", atomic=atomic)
    _state(*range(250))
    assert relay.deliver_all() == 250
    _state(250)
    relay.deliver_all()
    assert heard == list(range(251))
    assert relay.deliver_all() == 0


@pytest.mark.django_db
def test_poison_is_parked_and_holds_up_nobody_else(hear: Hear, event_store: DuckStore) -> None:
    picky, calm = hear("picky", lambda n: ValueError("bad") if n == 3 else None), hear("calm")
    _state(*range(6))
    relay.deliver_all()
    assert (picky, calm) == ([0, 1, 2], list(range(6)))
    failing = health.backlog()["failing"]
    assert [(f["subscriber"], f["failures"], f["error"]) for f in failing] == [("picky", 1, "ValueError: bad")]
    assert health.backlog()["waiting"] == {"picky": 3}
    for _ in range(relay.TRIES):
        relay.deliver_all()
    assert picky == [0, 1, 2, 4, 5]
    assert [p["subscriber"] for p in health.backlog()["parked"]] == ["picky"]


@pytest.mark.django_db
def test_a_worker_gives_a_failing_subscriber_time(hear: Hear, event_store: DuckStore) -> None:
    tried: list[int] = []

    def refuse(n: int) -> Exception:
        tried.append(n)
        return ValueError("no")

    hear("picky", refuse)
    _state(1)
    relay.deliver_all(impatient=False)
    after_one_round = len(tried)
    relay.deliver_all(impatient=False)
    assert len(tried) == after_one_round
    OutboxCursor.objects.update(retry_at=clock.now())
    relay.deliver_all(impatient=False)
    assert len(tried) > after_one_round


@pytest.mark.django_db
def test_a_store_that_is_away_parks_nothing(
    hear: Hear, event_store: DuckStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = hear("later")
    with transaction.atomic():
        state_facts(1, some_facts(range(3)))
        state("t", 1, n=7)

    def away() -> DuckStore:
        raise StoreUnavailableError("no engine")

    monkeypatch.setattr(eventstore, "connect", away)
    for _ in range(relay.TRIES + 3):
        relay.deliver_all()
    assert ParkedMessage.objects.count() == 0
    assert later == [], "who reads facts waits until they are there"
    monkeypatch.undo()
    eventstore.use(event_store)


@pytest.mark.django_db
def test_readers_hear_after_the_facts_before(hear: Hear, event_store: DuckStore) -> None:
    seen: list[int] = []
    hear("reader", lambda n: seen.append(_sums(event_store)[0]))  # type: ignore[func-returns-value]
    for n in range(3):
        with transaction.atomic():
            state_facts(1, some_facts([n]))
            state("t", 1, n=n)
    relay.deliver_all()
    assert seen == [3, 3, 3]


@pytest.mark.django_db
def test_attribution_keeps_its_place_among_facts(event_store: DuckStore) -> None:
    with transaction.atomic():
        state_facts(1, some_facts([1, 2]))
        state_attribution(1, {2: 1})
        state_facts(1, some_facts([3]))
    relay.deliver_all()
    rows = event_store.query("SELECT person, count(*) AS n FROM facts GROUP BY ALL ORDER BY ALL").to_pylist()
    assert rows == [{"person": 1, "n": 2}, {"person": 3, "n": 1}]


@pytest.mark.django_db
def test_another_database_on_the_same_store_is_not_taken_for_delivered(event_store: DuckStore) -> None:
    with transaction.atomic():
        state_facts(1, some_facts([1]))
    relay.deliver_all()
    OutboxCursor.objects.all().delete()
    OutboxMessage.objects.all().delete()
    with transaction.atomic():
        state_facts(1, some_facts([2]))
    relay.deliver_all()
    assert _sums(event_store)[0] == 2


@pytest.mark.django_db
def test_pruning_keeps_what_somebody_needs(hear: Hear, event_store: DuckStore) -> None:
    hear("slow", lambda n: ValueError("no") if n >= 2 else None)
    hear("quick")
    _state(*range(5))
    relay.deliver_all()
    OutboxMessage.objects.update(stated_at=clock.now() - timedelta(days=30))
    assert numbering.prune(days=14) == 2
    assert numbering.prune(days=14) == 0


@pytest.mark.django_db
def test_numbering_goes_on_after_everything_was_pruned(hear: Hear, event_store: DuckStore) -> None:
    heard = hear("one")
    _state(1, 2)
    relay.deliver_all()
    OutboxMessage.objects.update(stated_at=clock.now() - timedelta(days=30))
    numbering.prune(days=14)
    _state(3)
    relay.deliver_all()
    assert heard == [1, 2, 3]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("atomic", [True, False])
def test_two_relays_at_once_double_nothing(hear: Hear, event_store: DuckStore, atomic: bool) -> None:
    heard = hear("one", atomic=atomic)
    for n in range(60):
        with transaction.atomic():
            state("t", 1, n=n)
            state_facts(1, some_facts([n]))

    def relaying() -> None:
        try:
            while relay.deliver_all():
                pass
        finally:
            connection.close()

    rivals = [threading.Thread(target=relaying) for _ in range(3)]
    for rival in rivals:
        rival.start()
    for rival in rivals:
        rival.join()
    assert heard == list(range(60))
    assert _sums(event_store) == (60, 6000)


@pytest.mark.django_db(transaction=True)
def test_a_late_commit_with_a_lower_id_is_not_skipped(hear: Hear, event_store: DuckStore) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite writes one transaction at a time: ids commit in order")
    heard = hear("one")
    stated, may_commit = threading.Event(), threading.Event()

    def late() -> None:
        try:
            with transaction.atomic():
                state("t", 1, n=1)
                stated.set()
                assert may_commit.wait(20)
        finally:
            connection.close()

    slow = threading.Thread(target=late)
    slow.start()
    assert stated.wait(20)
    _state(2)
    relay.deliver_all()
    assert heard == [2]
    may_commit.set()
    slow.join()
    relay.deliver_all()
    assert heard == [2, 1]
    ids = list(OutboxMessage.objects.order_by("sequence").values_list("payload__n", flat=True))
    assert ids == [2, 1]
    assert OutboxMessage.objects.get(payload__n=1).pk < OutboxMessage.objects.get(payload__n=2).pk
