"""The nodes of a checked tree: frozen, comparable, each condition knowing the path at which it stood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeAlias

OPERATORS: Final = {"eq": "=", "gt": ">", "gte": ">=", "lt": "<", "lte": "<="}
MEASURES: Final = ("count", "sum_fen", "distinct_days")
FIELDS: Final = ("channel", "object_type", "object_id", "amount_fen")

Value: TypeAlias = int | float | str | datetime


@dataclass(frozen=True)
class Bound:
    """One comparison: `operator` is a key of OPERATORS."""

    operator: str
    value: Value

    def admits(self, found: Value) -> bool:
        """Whether the found value (of the same type) satisfies the comparison."""
        left, right = found, self.value
        if self.operator == "eq":
            return left == right
        if self.operator in {"gt", "gte"}:
            return left > right or (self.operator == "gte" and left == right)  # type: ignore[operator]
        return left < right or (self.operator == "lte" and left == right)  # type: ignore[operator]


Compare: TypeAlias = tuple[Bound, ...]
"""All of these hold."""


@dataclass(frozen=True)
class Where:
    """A filter on one field of a fact: equal to one of `values`, or within `bounds` (amount_fen only)."""

    field: str
    values: tuple[str | int, ...] = ()
    bounds: Compare = ()


@dataclass(frozen=True)
class Measured:
    """One measure of the matching facts of a person that must satisfy all bounds; of no facts it is 0."""

    measure: str
    bounds: Compare


AT_LEAST_ONE: Final = (Measured("count", (Bound("gte", 1),)),)
"""What an event condition without a measure needs."""


@dataclass(frozen=True)
class EventCondition:
    """Facts of a kind, filtered, in a window, measured. `from_` is inclusive, `to` exclusive."""

    path: str
    event: str
    where: tuple[Where, ...] = ()
    within_days: int | None = None
    from_: datetime | None = None
    to: datetime | None = None
    needs: tuple[Measured, ...] = AT_LEAST_ONE

    @property
    def holds_for_none(self) -> bool:
        """Whether a person without any matching fact satisfies the condition (all measures are 0)."""
        return all(bound.admits(0) for need in self.needs for bound in need.bounds)


@dataclass(frozen=True)
class Step:
    """One step of a sequence."""

    event: str
    where: tuple[Where, ...] = ()


@dataclass(frozen=True)
class SequenceCondition:
    """Different facts in this order, from first to last within N days."""

    path: str
    steps: tuple[Step, ...]
    within_days: int


@dataclass(frozen=True)
class TagCondition:
    """Wears a tag."""

    path: str
    tag: str


@dataclass(frozen=True)
class TierCondition:
    """Is of a tier."""

    path: str
    tier: str


@dataclass(frozen=True)
class ChannelCondition:
    """Has at least one fact in a channel."""

    path: str
    channel: str


@dataclass(frozen=True)
class AttributeCondition:
    """A derived figure satisfies all bounds; an unknown one satisfies none."""

    path: str
    attribute: str
    bounds: Compare


@dataclass(frozen=True)
class SegmentCondition:
    """Is in another saved segment; `tree` is that segment's tree once it was put in place."""

    path: str
    slug: str
    tree: Node | None = None


@dataclass(frozen=True)
class AllOf:
    """Every node holds."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True)
class AnyOf:
    """At least one node holds."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True)
class Not:
    """The node does not hold."""

    node: Node


Leaf: TypeAlias = (
    EventCondition | SequenceCondition | TagCondition | TierCondition | ChannelCondition | AttributeCondition
)
Condition: TypeAlias = Leaf | SegmentCondition
Node: TypeAlias = AllOf | AnyOf | Not | Condition


def conditions(node: Node) -> Iterator[Condition]:
    """Every condition in the order of the tree; a segment comes before the conditions of its own tree."""
    if isinstance(node, AllOf | AnyOf):
        for inner in node.nodes:
            yield from conditions(inner)
    elif isinstance(node, Not):
        yield from conditions(node.node)
    else:
        yield node
        if isinstance(node, SegmentCondition) and node.tree is not None:
            yield from conditions(node.tree)
