"""A plain kind of conversation; rates are forgotten between tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from siyu.domains.chat.tests.worlds import plain_kind


@pytest.fixture(autouse=True)
def _plain() -> Iterator[None]:
    with plain_kind():
        yield
