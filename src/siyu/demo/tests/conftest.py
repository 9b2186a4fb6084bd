"""One middling set of the demo brand, made once for all tests of the generator."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from siyu.demo.book import Book, make_book
from siyu.demo.generate import write_set
from siyu.demo.spec import Spec

SPEC = Spec(day=date(2026, 11, 22), people=6_000, until=datetime(2026, 11, 22, 15, 0))
SMALL = Spec(day=date(2026, 11, 22), people=300, until=datetime(2026, 11, 22, 15, 0))


@pytest.fixture(scope="session")
def book() -> Book:
    return make_book(SPEC)


@pytest.fixture(scope="session")
def small_book() -> Book:
    return make_book(SMALL)


@pytest.fixture(scope="session")
def small_set(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("set")
    write_set(SMALL, folder)
    return folder
