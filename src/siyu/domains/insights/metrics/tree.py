"""The expression tree of a metric: aggregates over relations at the leaves, exact arithmetic above them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

Number = int | float | None
Value = str | int | float | tuple[str, ...] | tuple[int, ...] | None
Operator = Literal["=", "<>", "<", "<=", ">", ">=", "in", "is null", "is not null"]
Function = Literal["count", "sum", "distinct", "mean", "median", "max"]
Span = Literal["window", "until", "last_7", "last_30"]
"""Which facts a leaf sees: those in the window, all until its end, or those of its last 7 or 30 days."""


@dataclass(frozen=True)
class Where:
    """One condition on a column; values are always bound, never written into SQL."""

    column: str
    operator: Operator
    value: Value = None


@dataclass(frozen=True)
class Aggregate:
    """A leaf: one aggregate over the rows of a relation that meet all conditions."""

    function: Function
    relation: str
    column: str = "*"
    where: tuple[Where, ...] = ()
    span: Span = "window"


@dataclass(frozen=True)
class Ratio:
    """Top divided by bottom; None over nothing."""

    top: Node
    bottom: Node


@dataclass(frozen=True)
class Sum:
    """The sum of the parts, with nothing counting as zero."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Difference:
    """Left minus right, with nothing counting as zero."""

    left: Node
    right: Node


@dataclass(frozen=True)
class DaysInWindow:
    """How many days the window has (seen from the first fact when it has no start); `last` caps it."""

    last: int | None = None


Node = Aggregate | Ratio | Sum | Difference | DaysInWindow


def leaves(node: Node) -> Iterator[Aggregate]:
    """The aggregates a tree needs."""
    if isinstance(node, Aggregate):
        yield node
    elif isinstance(node, Ratio):
        yield from leaves(node.top)
        yield from leaves(node.bottom)
    elif isinstance(node, Difference):
        yield from leaves(node.left)
        yield from leaves(node.right)
    elif isinstance(node, Sum):
        for part in node.parts:
            yield from leaves(part)


def evaluate(node: Node, leaf: Mapping[Aggregate, Number] | Callable[[Aggregate], Number], days: int) -> Number:
    """Compute a tree from the values of its leaves and the number of days in the window."""
    look_up = leaf if callable(leaf) else leaf.get

    def value(part: Node) -> Number:
        if isinstance(part, Aggregate):
            return look_up(part)
        if isinstance(part, DaysInWindow):
            return min(days, part.last) if part.last else days
        if isinstance(part, Ratio):
            top, bottom = value(part.top), value(part.bottom)
            return (top or 0) / bottom if bottom else None
        if isinstance(part, Difference):
            return (value(part.left) or 0) - (value(part.right) or 0)
        return sum(value(each) or 0 for each in part.parts)

    return value(node)
