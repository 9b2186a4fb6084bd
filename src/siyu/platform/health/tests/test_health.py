"""The health report says what is wrong, and always answers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from siyu.kernel import clock
from siyu.platform import eventstore, health
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.eventstore.errors import StoreUnavailableError
from siyu.platform.outbox import relay
from siyu.platform.outbox.models import OutboxCursor, OutboxMessage

pytestmark = pytest.mark.django_db


def _found() -> dict[str, Any]:
    return {each["name"]: each["ok"] for each in health.report()["checks"]}


def test_all_is_well_at_first(event_store: DuckStore) -> None:
    relay.deliver_all()
    assert health.report()["ok"] is True
    parts = {"database", "migrations", "event_store", "outbox", "workers", "jobs", "disk", "clock", "gateway"}
    assert set(_found()) == parts


def test_a_store_that_is_away_is_a_finding(event_store: DuckStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> DuckStore:
        raise StoreUnavailableError("no engine answers")

    monkeypatch.setattr(eventstore, "connect", away)
    assert _found()["event_store"] is False
    assert health.report()["ok"] is False


@pytest.mark.parametrize("shift", [-timedelta(hours=1), timedelta(hours=1)])
def test_an_old_backlog_and_a_clock_gone_back_are_findings(event_store: DuckStore, shift: timedelta) -> None:
    OutboxMessage.objects.create(topic="facts", account_id=1, stated_at=clock.now() + shift)
    assert _found()["outbox" if shift < timedelta(0) else "clock"] is False


def test_a_failing_subscriber_is_a_finding(event_store: DuckStore) -> None:
    OutboxCursor.objects.create(subscriber="x", failures=1, failed_at=clock.now(), error="ValueError: no")
    assert _found()["outbox"] is False
