"""Every domain has the same rooms, and other domains enter only through the rooms that are open to them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "siyu"
DOMAINS = sorted(path for path in (PACKAGE / "domains").iterdir() if (path / "__init__.py").exists())

ROOMS = {
    "models", "actions", "queries", "rules", "policies", "events", "errors", "types", "conf", "apps", "adapters",
    "desk", "web", "rest", "sockets", "jobs", "subscribers", "commands", "admin", "management",
    "templates", "templatetags", "static", "migrations", "tests",
}  # fmt: skip
EXTRA_ROOMS = {
    "facts": {"kinds", "channels", "reading"},
    "fans": {"commands_events"},
    "imports": {"presets", "reading", "staging"},
    "segments": {"tree", "compiler"},
    "notes": {"ranking"},
    "insights": {"prediction", "metrics", "report"},
}
"""Rooms that only one domain has; each is named in the plaque of its domain."""
OPEN_ROOMS = {"actions", "queries", "types", "events", "errors", "models", "rules", "conf", "policies"} | {
    "kinds",
    "channels",
    "reading",
}
DRAWERS = {"utils", "helpers", "misc", "common", "lib", "shared", "stuff"}


@pytest.mark.parametrize("domain", DOMAINS, ids=lambda path: path.name)
def test_a_domain_has_no_rooms_of_its_own_invention(domain: Path) -> None:
    names = {path.stem for path in domain.iterdir() if path.suffix == ".py" or path.is_dir()}
    names -= {"__init__", "__pycache__"}
    assert names <= ROOMS | EXTRA_ROOMS.get(domain.name, set())


def _foreign_imports(domain: Path) -> list[str]:
    found = []
    for file in domain.rglob("*.py"):
        if {"tests", "migrations"} & set(file.parts):
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("siyu.domains."):
                parts = node.module.split(".")
                names = parts[3:4] or [alias.name for alias in node.names]
                if parts[2] != domain.name and not set(names) <= OPEN_ROOMS:
                    found.append(f"{file.relative_to(PACKAGE)}:{node.lineno} {node.module}")
    return found


@pytest.mark.parametrize("domain", DOMAINS, ids=lambda path: path.name)
def test_domains_enter_each_other_by_open_rooms_only(domain: Path) -> None:
    assert _foreign_imports(domain) == []


def test_no_drawers() -> None:
    assert [path for path in PACKAGE.rglob("*") if path.stem in DRAWERS] == []
