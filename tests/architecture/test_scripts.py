"""Shell scripts and the Makefile name only modules that exist: nothing else imports them."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAMED = [
    (path.name, *found)
    for path in (ROOT / "Makefile", *sorted((ROOT / "scripts").glob("*.sh")))
    for found in re.findall(r"from (siyu[\w.]*) import (\w+)", path.read_text())
]


@pytest.mark.parametrize(("script", "module", "name"), NAMED)
def test_what_scripts_import_exists(script: str, module: str, name: str) -> None:
    assert hasattr(import_module(module), name), f"{script} asks {module} for {name}"


def test_scripts_import_something() -> None:
    assert NAMED
