"""Reads a tree from JSON and refuses, with the path, whatever the contract does not know."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from siyu.domains.segments.errors import InvalidTree
from siyu.domains.segments.tree import conditions as read
from siyu.domains.segments.tree.nodes import AllOf, AnyOf, Node, Not
from siyu.domains.segments.tree.place import Place

DEEPEST = 32
MOST_NODES = 500


def parse_tree(tree: object, zone: str, at: str = "") -> Node:
    """Read a tree; dates without offset are of `zone`; `at` is the path of its root. Raises InvalidTree."""
    budget = [MOST_NODES]
    return _node(Place(tree, at, zone), DEEPEST, budget)


def _node(place: Place, depth: int, budget: list[int]) -> Node:
    budget[0] -= 1
    if depth == 0:
        raise place.fault("too_deep", f"nested deeper than {DEEPEST} levels")
    if budget[0] < 0:
        raise place.fault("too_large", f"more than {MOST_NODES} nodes")
    head = _head(place)
    if head in _GROUPS:
        place.only(head)
        nodes = tuple(_node(inner, depth - 1, budget) for inner in place.child(head).items())
        return _GROUPS[head](nodes)
    if head == "not":
        place.only(head)
        return Not(_node(place.child(head), depth - 1, budget))
    return read.READERS[head](place)


_GROUPS: Mapping[str, Callable[[tuple[Node, ...]], Node]] = {"all": AllOf, "any": AnyOf}
_HEADS = ("all", "any", "not", *read.READERS)


def _head(place: Place) -> str:
    """The one key that says what kind of node this is."""
    keys: Mapping[str, Any] = place.mapping()
    heads = [head for head in _HEADS if head in keys]
    if len(heads) > 1:
        raise place.child(heads[1]).fault("two_conditions", f"{heads[0]!r} and {heads[1]!r} cannot be in one node")
    if heads:
        return heads[0]
    if keys:
        first = next(iter(keys))
        raise place.child(first).fault("unknown_key", f"unknown key; a node has one of {', '.join(_HEADS)}")
    raise place.fault("empty_node", f"an empty node; it needs one of {', '.join(_HEADS)}")


__all__ = ["InvalidTree", "parse_tree"]
