"""Fixtures that tests of every floor share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.test import TransactionTestCase
from django.utils import translation

from siyu.platform import eventstore
from siyu.platform.eventstore.client import RemoteStore
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.eventstore.engine import retire
from siyu.platform.eventstore.place import Place
from siyu.platform.http import limits
from siyu.platform.realtime import publishing
from siyu.platform.testing.database import django_db_setup
from siyu.platform.testing.realtime import Recorder

__all__ = ["django_db_setup"]  # fixtures of this module are found by themselves

# Tests share their machine with others: how long an example took says nothing about what it was for.
hypothesis.settings.register_profile("siyu", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("siyu")
_DATABASE = {"db", "transactional_db", "live_server"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave to the run on SQLite what a run on PostgreSQL could not tell apart: tests that touch no database."""
    if not os.environ.get("SIYU_DATABASE_URL"):
        return
    apart = [item for item in items if not _touches_the_database(item) or item.get_closest_marker("one_database")]
    if apart:
        config.hook.pytest_deselected(items=apart)
        left = set(apart)
        items[:] = [item for item in items if item not in left]


def _touches_the_database(item: pytest.Item) -> bool:
    if issubclass(getattr(item, "cls", None) or object, TransactionTestCase):
        return True
    return bool(item.get_closest_marker("django_db") or _DATABASE & set(getattr(item, "fixturenames", ())))


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    """Nobody pays for the speed of an earlier test."""
    limits.forget_all()


@pytest.fixture(autouse=True)
def _default_language() -> None:
    """A page that the test before asked for leaves its reader's language behind."""
    translation.deactivate()


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


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> Iterator[Recorder]:
    """What is said to those who look on, at once (tests seldom commit): a list of `Said`, and `.revoked`."""
    recorder = Recorder()
    publishing.use(recorder)
    monkeypatch.setattr(publishing, "_after_commit", lambda say: say())
    yield recorder
    publishing.use(None)
