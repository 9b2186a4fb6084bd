"""A house for every test of processes; all of them on one xdist worker, so that they do not starve each other."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from .house import House


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.processes)
            item.add_marker(pytest.mark.xdist_group("processes"))


@pytest.fixture(scope="session")
def initialised() -> Iterator[Path]:
    """A home with one account and nothing running, made once: `siyu init` takes seconds.

    Not among pytest's own folders, which other runs clear away; its database is one file, whole.
    """
    with tempfile.TemporaryDirectory(prefix="siyu-initialised-") as home:
        made = House(Path(home))
        made.close()
        with closing(sqlite3.connect(made.home / "siyu.sqlite3")) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            assert database.execute("SELECT count(*) FROM accounts_account").fetchone() == (1,)
        yield made.home


@pytest.fixture
def house(tmp_path: Path, initialised: Path) -> Iterator[House]:
    made = House(tmp_path, initialised)
    yield made
    made.close()
