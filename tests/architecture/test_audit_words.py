"""Whatever the code records in the audit log has words there: no code of ours is shown to people."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from siyu.domains.accounts.queries.audit_words import _ACTS, _SUBJECTS, _VERBS

SOURCE = Path(__file__).resolve().parents[2] / "src" / "siyu"
ACT = re.compile(r"[a-z_]+\.[a-z_]*")


def recorded() -> Iterator[tuple[str, str]]:
    """Every act that the code records, and the file: what is handed over as `act`, by name or by place."""
    for file in SOURCE.rglob("*.py"):
        text = file.read_text()
        if "audit.record(" in text and "tests" not in file.parts:
            for value in _handed_over(ast.parse(text)):
                for code in _texts(value):
                    if ACT.fullmatch(code):
                        yield code, file.name


def _handed_over(tree: ast.Module) -> Iterator[ast.expr]:
    places = {
        one.name: [argument.arg for argument in one.args.args].index("act")
        for one in ast.walk(tree)
        if isinstance(one, ast.FunctionDef) and "act" in [argument.arg for argument in one.args.args]
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "act":
            yield node.value
        if isinstance(node, ast.Assign) and any(isinstance(one, ast.Name) and one.id == "act" for one in node.targets):
            yield node.value
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in places:
            yield from node.args[places[node.func.id] :][:1]


def _texts(value: ast.expr) -> Iterator[str]:
    """The constants in an expression; of `f"chain.{move}"` its beginning."""
    first = value.values[:1] if isinstance(value, ast.JoinedStr) else [value]
    for node in (part for one in first for part in ast.walk(one)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_every_recorded_act_has_words() -> None:
    acts = dict(recorded())
    assert len(acts) > 60
    nameless = {f"{act} in {file}" for act, file in acts.items() if act not in _ACTS and not _has_parts(act)}
    assert nameless == set()


def _has_parts(act: str) -> bool:
    subject, _dot, verb = act.partition(".")
    return subject in _SUBJECTS and (not verb or verb in _VERBS)
