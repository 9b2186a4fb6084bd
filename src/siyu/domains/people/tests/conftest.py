"""A sandbox of text messages that the test reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from siyu.platform.settings import settings


@pytest.fixture
def code_of() -> Iterator[Callable[[str], str]]:
    """`code_of("+8613800000001")`: the newest code that the sandbox sent there."""
    folder = settings().home / "sms"

    def read(phone: str) -> str:
        return Path(folder / f"{phone.lstrip('+')}.txt").read_text().split()[0]

    yield read
    for file in folder.glob("*.txt"):
        file.unlink()
