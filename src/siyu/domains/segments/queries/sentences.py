"""A tree in words, in the active language: 最近 90 天内下单 ≥ 2 次."""

from __future__ import annotations

from siyu.domains.segments.tree.nodes import Node


def sentence(node: Node) -> str:
    """The whole tree, or one condition, as a sentence in the active language."""
    raise NotImplementedError
