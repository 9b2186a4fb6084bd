"""Fixtures that tests of every floor share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from siyu.platform import eventstore
from siyu.platform.eventstore.duck import DuckStore


@pytest.fixture
def event_store() -> Iterator[DuckStore]:
    """An empty event store in this process, in place of the engine."""
    store = DuckStore()
    eventstore.use(store)
    yield store
    eventstore.use(None)
    store.close()
