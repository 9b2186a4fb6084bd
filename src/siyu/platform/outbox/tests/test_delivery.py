"""A fact stated in a transaction reaches the event store once, however often it is delivered."""

from __future__ import annotations

import pytest
from django.db import transaction

from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.outbox import relay
from siyu.platform.outbox.models import OutboxCursor
from siyu.platform.outbox.statement import state_facts
from siyu.platform.testing.facts import some_facts


@pytest.mark.django_db
def test_delivery_is_exactly_once_in_effect(event_store: DuckStore) -> None:
    with transaction.atomic():
        state_facts(1, some_facts(range(5)))
    relay.deliver_all()
    OutboxCursor.objects.update(sequence=0)
    relay.deliver_all()
    assert event_store.query("SELECT count(*) n, sum(amount_fen)::BIGINT s FROM facts").to_pylist() == [
        {"n": 5, "s": 500}
    ]


@pytest.mark.django_db
def test_restating_replaces(event_store: DuckStore) -> None:
    for amount in (100, 70):
        with transaction.atomic():
            state_facts(1, some_facts(range(3), amount_fen=amount))
    relay.deliver_all()
    assert event_store.query("SELECT count(*) n, sum(amount_fen)::BIGINT s FROM facts").to_pylist() == [
        {"n": 3, "s": 210}
    ]


@pytest.mark.django_db(transaction=True)
def test_nothing_leaves_before_commit(event_store: DuckStore) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        state_facts(1, some_facts([1]))
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        state_facts(1, some_facts([1]))
        raise ZeroDivisionError
    relay.deliver_all()
    assert event_store.query("SELECT * FROM facts").num_rows == 0
