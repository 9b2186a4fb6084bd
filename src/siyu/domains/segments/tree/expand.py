"""Puts saved segments in the place of `{"segment": slug}`, and finds who stands on whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from siyu.domains.segments.errors import InvalidTree
from siyu.domains.segments.tree.nodes import AllOf, AnyOf, Node, Not, SegmentCondition, conditions
from siyu.domains.segments.tree.parse import parse_tree

MOST_CONDITIONS = 500


def expand(node: Node, trees: Mapping[str, Any], zone: str, *, within: str = "") -> Node:
    """The node with every saved segment's tree in place; `within` is the slug of the segment whose tree this is.

    Raises InvalidTree for an unknown segment and for a circle.
    """
    whole = _Expansion(trees, zone).expand(node, (within,) if within else ())
    if sum(1 for _ in conditions(whole)) > MOST_CONDITIONS:
        raise InvalidTree("$", "too_large", f"more than {MOST_CONDITIONS} conditions with the segments it uses")
    return whole


class _Expansion:
    """Reads each saved tree where it is used, so that its conditions carry the path from the outer root."""

    def __init__(self, trees: Mapping[str, Any], zone: str) -> None:
        self._trees = trees
        self._zone = zone
        self._budget = MOST_CONDITIONS

    def expand(self, node: Node, inside: tuple[str, ...]) -> Node:
        if isinstance(node, AllOf | AnyOf):
            return type(node)(tuple(self.expand(inner, inside) for inner in node.nodes))
        if isinstance(node, Not):
            return Not(self.expand(node.node, inside))
        if isinstance(node, SegmentCondition):
            return self._segment(node, inside)
        return node

    def _segment(self, node: SegmentCondition, inside: tuple[str, ...]) -> Node:
        path = f"{node.path}.segment" if node.path else "segment"
        if node.slug in inside:
            circle = " → ".join((*inside[inside.index(node.slug) :], node.slug))
            raise InvalidTree(path, "circle", f"segments in a circle: {circle}")
        if node.slug not in self._trees:
            raise InvalidTree(path, "unknown_segment", f"there is no segment {node.slug!r}")
        self._budget -= 1
        if self._budget < 0:
            raise InvalidTree(path, "too_large", "too many segments within segments")
        tree = parse_tree(self._trees[node.slug], self._zone, at=f"{path}({node.slug})")
        return replace(node, tree=self.expand(tree, (*inside, node.slug)))


def users_of(slug: str, trees: Mapping[str, Any]) -> tuple[str, ...]:
    """The slugs of saved segments whose own tree asks for this one, in order."""
    return tuple(sorted(other for other, tree in trees.items() if other != slug and slug in _mentioned(tree)))


def _mentioned(tree: Any) -> set[str]:
    """Slugs that a stored tree asks for, also when it is broken otherwise."""
    if isinstance(tree, Mapping):
        own = {tree["segment"]} if isinstance(tree.get("segment"), str) else set()
        return own.union(*(_mentioned(inner) for inner in tree.values()))
    if isinstance(tree, list | tuple):
        return set[str]().union(*(_mentioned(inner) for inner in tree))
    return set()
