"""Fixtures that tests of every floor share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from siyu.platform import eventstore
from siyu.platform.eventstore.client import RemoteStore
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.eventstore.engine import retire
from siyu.platform.eventstore.place import Place


@pytest.fixture
def event_store() -> Iterator[DuckStore]:
    """An empty event store in this process, in place of the engine."""
    store = DuckStore()
    eventstore.use(store)
    yield store
    eventstore.use(None)
    store.close()


@pytest.fixture
def engine_place(tmp_path: Path) -> Iterator[Place]:
    """A home of its own for a real engine process; an engine that runs there is told to leave afterwards."""
    place = Place(tmp_path)
    yield place
    retire(place)


@pytest.fixture
def engine_store(engine_place: Place) -> Iterator[RemoteStore]:
    """An empty event store behind a real engine process."""
    store = RemoteStore(engine_place)
    yield store
    store.close()
