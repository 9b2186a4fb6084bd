"""A fact stated in a transaction reaches the event store once, however often it is delivered."""

from __future__ import annotations

import pyarrow as pa
import pytest
from django.db import transaction

from siyu.kernel.ids import derived_id
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.eventstore.schema import FACTS
from siyu.platform.outbox import relay
from siyu.platform.outbox.models import OutboxCursor
from siyu.platform.outbox.statement import state_facts


def _facts(count: int, amount: int = 100) -> pa.Table:
    rows = [
        {
            "event_id": derived_id(1_700_000_000_000 + n, "test", n).bytes, "account": 1, "person": n, "identity": n,
            "happened_at": 1_700_000_000_000 + n, "kind": 43, "channel": "taobao", "object_type": "order",
            "object_id": f"o{n}", "amount_fen": amount, "props": None,
        }
        for n in range(count)
    ]
    return pa.Table.from_pylist(rows, schema=FACTS)


@pytest.mark.django_db
def test_delivery_is_exactly_once_in_effect(event_store: DuckStore) -> None:
    with transaction.atomic():
        state_facts(1, _facts(5))
    relay.deliver_all()
    OutboxCursor.objects.update(sequence=0)
    relay.deliver_all()
    assert event_store.query("SELECT count(*) n, sum(amount_fen)::BIGINT s FROM facts").to_pylist() == [{"n": 5, "s": 500}]


@pytest.mark.django_db
def test_restating_replaces(event_store: DuckStore) -> None:
    for amount in (100, 70):
        with transaction.atomic():
            state_facts(1, _facts(3, amount))
    relay.deliver_all()
    assert event_store.query("SELECT count(*) n, sum(amount_fen)::BIGINT s FROM facts").to_pylist() == [{"n": 3, "s": 210}]


@pytest.mark.django_db(transaction=True)
def test_nothing_leaves_before_commit(event_store: DuckStore) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        state_facts(1, _facts(1))
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        state_facts(1, _facts(1))
        raise ZeroDivisionError
    relay.deliver_all()
    assert event_store.query("SELECT * FROM facts").num_rows == 0
