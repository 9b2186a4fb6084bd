"""Files one can read at a sitting, a plaque on every door, no path of a machine."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "siyu"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
LINES_AT_MOST = 400
FUNCTION_LINES_AT_MOST = 60


@pytest.mark.parametrize("kind", ["src/siyu", "tests", "benchmarks"])
def test_no_module_is_longer_than_a_sitting(kind: str) -> None:
    files = [path for path in (ROOT / kind).rglob("*.py") if "migrations" not in path.parts]
    long = {
        str(path.relative_to(ROOT)): n for path in files if (n := len(path.read_text().splitlines())) > LINES_AT_MOST
    }
    assert long == {}


def test_every_module_opens_with_what_lives_there() -> None:
    empty_packages = [path for path in MODULES if not path.read_text().strip()]
    bare = [
        str(path.relative_to(ROOT))
        for path in MODULES
        if path not in empty_packages
        and "tests" not in path.parts
        and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert bare == []


def test_functions_are_short() -> None:
    long = []
    for path in MODULES:
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and node.end_lineno is not None:
                lines = node.end_lineno - node.lineno + 1
                if lines > FUNCTION_LINES_AT_MOST:
                    long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name} has {lines} lines")
    assert long == []


def test_no_float_touches_money() -> None:
    """A name that says fen is never annotated, cast or divided into a float."""
    pattern = re.compile(r"\w*_?fen\w*\s*:\s*float|float\(\s*\w*fen\b|\bfen\b\s*/\s*\d")
    hits = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in MODULES
        if "tests" not in path.parts and "prediction" not in path.parts
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if pattern.search(line)
    ]
    assert hits == []


def test_no_path_of_somebodys_machine() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split(
        "\n"
    )
    if not any(listed):
        pytest.skip("not a git checkout")
    banned = re.compile("|".join("/" + folder + "/" for folder in ("work", "root", "home/[a-z]+")))
    hits = []
    for name in filter(None, listed):
        path = ROOT / name
        if path.suffix in {".py", ".md", ".html", ".css", ".js", ".toml", ".sh", ".po", ".typ", ""} and path.is_file():
            text = path.read_text(errors="ignore")
            hits += [name] if banned.search(text) else []
    assert hits == []
