"""Reads a tree's bytes as strict JSON: no doubled keys, no NaN, no endless nesting."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from siyu.domains.segments.errors import InvalidTree

LARGEST_FILE = 1_000_000


def read_tree(content: bytes) -> Any:
    """The JSON value of a file's bytes (UTF-8, with or without mark). Raises InvalidTree."""
    if len(content) > LARGEST_FILE:
        raise InvalidTree("$", "too_large", "a tree of more than a million bytes")
    try:
        return json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_constant)
    except RecursionError as broken:
        raise InvalidTree("$", "too_deep", "nested too deeply") from broken
    except ValueError as broken:  # also of bytes that are no UTF-8, and of numbers with thousands of digits
        raise InvalidTree("$", "not_json", f"not JSON: {broken}") from broken


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key {key!r} stands twice in one object")
        found[key] = value
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")
