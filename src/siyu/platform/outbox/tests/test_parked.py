"""What was set aside is delivered again, once, in order, without undoing what was said since; each try is audited."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from siyu.kernel import clock
from siyu.platform.audit.models import AuditEntry
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.eventstore.errors import QueryError
from siyu.platform.outbox import numbering, parked, relay, to_event_store
from siyu.platform.outbox.models import OutboxMessage, ParkedMessage
from siyu.platform.outbox.statement import state, state_attribution, state_facts
from siyu.platform.outbox.subscribers import Subscriber, subscribers
from siyu.platform.testing.facts import some_facts


class Reader:
    """A subscriber of topic "t" that refuses some numbers until they are allowed, and writes what it heard."""

    def __init__(self, *, atomic: bool) -> None:
        self.refused: set[int] = set()
        self.heard: list[int] = []
        self.subscriber = Subscriber("picky", frozenset({"t"}), self.hear, atomic)

    def hear(self, messages: list[OutboxMessage]) -> None:
        numbers = [message.payload["n"] for message in messages]
        if trouble := self.refused & set(numbers):
            raise ValueError(f"cannot take {min(trouble)}")
        self.heard += numbers


@pytest.fixture(params=[True, False], ids=["atomic", "not_atomic"])
def reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, event_store: DuckStore) -> Reader:
    made = Reader(atomic=request.param)
    monkeypatch.setattr(subscribers, "_entries", {**dict(subscribers), "picky": made.subscriber})
    return made


def _state(*numbers: int) -> None:
    with transaction.atomic():
        for n in numbers:
            state("t", 1, n=n)


def _until_parked(reader: Reader, *refused: int) -> list[int]:
    """State 0 to 5 and deliver until the refused ones are set aside; answers their ids."""
    reader.refused = set(refused)
    _state(*range(6))
    for _ in range(relay.TRIES * len(refused) + 2):
        relay.deliver_all()
    return [one.id for one in parked.parked()]


@pytest.mark.django_db
def test_a_retry_delivers_once_and_in_order(reader: Reader) -> None:
    ids = _until_parked(reader, 1, 3)
    assert reader.heard == [0, 2, 4, 5]
    reader.refused = set()
    said = parked.retry(actor_id=7)
    assert said.delivered == ids
    assert (said.refused, said.gone) == ([], [])
    assert parked.retry(ids, actor_id=7).gone == ids, "a second time there is nothing to deliver"
    relay.deliver_all()
    assert reader.heard == [0, 2, 4, 5, 1, 3]
    tried = AuditEntry.objects.filter(act="message.retried").order_by("pk")
    assert [(one.actor_id, one.target, one.data["delivered"]) for one in tried] == [
        (7, f"parked:{each}", True) for each in ids
    ]


@pytest.mark.django_db
def test_what_is_refused_again_stays_and_holds_up_nobody(reader: Reader) -> None:
    first, second = _until_parked(reader, 1, 3)
    reader.refused = {1}
    said = parked.retry(actor_id=None)
    assert said.delivered == [second]
    assert said.refused == [{"id": first, "error": "ValueError: cannot take 1"}]
    assert [one.id for one in parked.parked()] == [first]
    assert reader.heard == [0, 2, 4, 5, 3]
    assert AuditEntry.objects.get(target=f"parked:{first}").data["delivered"] is False


@pytest.mark.django_db
def test_what_nobody_reads_any_more_is_said_so(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    [only] = _until_parked(reader, 1)
    monkeypatch.setattr(subscribers, "_entries", {k: v for k, v in subscribers if k != "picky"})
    assert "picky" in parked.retry([only], actor_id=None).refused[0]["error"]


@pytest.mark.django_db(transaction=True)
def test_two_who_retry_at_once_double_nothing(reader: Reader) -> None:
    ids = _until_parked(reader, 1, 2, 3)
    reader.refused = set()
    delivered: list[int] = []

    def retrying() -> None:
        try:
            delivered.extend(parked.retry(ids, actor_id=None).delivered)
        finally:
            connection.close()

    rivals = [threading.Thread(target=retrying) for _ in range(3)]
    for rival in rivals:
        rival.start()
    for rival in rivals:
        rival.join()
    assert sorted(delivered) == sorted(ids)
    assert sorted(reader.heard) == list(range(6))


@pytest.mark.django_db
def test_facts_set_aside_come_late_without_undoing_what_was_said_since(
    event_store: DuckStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fact 1 was restated and identity 2 was merged into person 9 after the batch had been refused."""
    whole, refuse = DuckStore.upsert, [True]

    def upsert(store: DuckStore, facts, **words):
        if refuse[0] and 100 in facts["amount_fen"].to_pylist():
            raise QueryError("no")
        return whole(store, facts, **words)

    monkeypatch.setattr(DuckStore, "upsert", upsert)
    with transaction.atomic():
        state_facts(1, some_facts([1, 2, 3]))
    for _ in range(relay.TRIES):
        relay.deliver_all()
    with transaction.atomic():
        state_facts(1, some_facts([1], amount_fen=70))
        state_attribution(1, {2: 9})
    relay.deliver_all()
    refuse[0] = False
    [one] = parked.parked()
    assert (one.subscriber, one.rows) == (to_event_store.NAME, 3)
    assert parked.retry(actor_id=None).delivered == [one.id]
    rows = event_store.query("SELECT identity, person, amount_fen FROM facts ORDER BY identity").to_pylist()
    assert [tuple(row.values()) for row in rows] == [(1, 1, 70), (2, 9, 100), (3, 3, 100)]


@pytest.mark.django_db
def test_an_attribution_set_aside_yields_to_later_ones(event_store: DuckStore, monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction.atomic():
        state_facts(1, some_facts([1, 2]))
        state_attribution(1, {1: 7, 2: 7})
    whole = DuckStore.attribute
    with monkeypatch.context() as broken:
        broken.setattr(DuckStore, "attribute", lambda *_: (_ for _ in ()).throw(QueryError("no")))
        for _ in range(relay.TRIES + 1):
            relay.deliver_all()
    assert DuckStore.attribute is whole
    with transaction.atomic():
        state_attribution(1, {2: 8})
    relay.deliver_all()
    assert len(parked.retry(actor_id=None).delivered) == 1
    rows = event_store.query("SELECT identity, person FROM facts ORDER BY identity").to_pylist()
    assert [tuple(row.values()) for row in rows] == [(1, 7), (2, 8)]


@pytest.mark.django_db
def test_pruning_keeps_what_a_late_delivery_must_know(event_store: DuckStore) -> None:
    with transaction.atomic():
        for n in range(4):
            state_facts(1, some_facts([n]))
    relay.deliver_all()
    second = OutboxMessage.objects.order_by("sequence")[1]
    ParkedMessage.objects.create(subscriber=to_event_store.NAME, message=second, error="no", parked_at=clock.now())
    OutboxMessage.objects.update(stated_at=clock.now() - timedelta(days=30))
    assert numbering.prune(days=14) == 1
    assert OutboxMessage.objects.count() == 3
