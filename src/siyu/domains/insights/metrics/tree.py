"""The expression tree of a metric: aggregates over relations at the leaves, exact arithmetic above them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from siyu.domains.facts.kinds import KINDS

Number = int | float | Fraction | None
Value = str | bool | int | float | tuple[str, ...] | tuple[int, ...] | None
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
            return _divide(value(part.top), value(part.bottom))
        if isinstance(part, Difference):
            return (value(part.left) or 0) - (value(part.right) or 0)
        return sum(value(each) or 0 for each in part.parts)

    return value(node)


def _divide(top: Number, bottom: Number) -> Number:
    if not bottom:
        return None
    if isinstance(top, float) or isinstance(bottom, float):
        return float(top or 0) / float(bottom)
    return Fraction(top or 0) / Fraction(bottom)


def count(relation: str, *where: Where, span: Span = "window") -> Aggregate:
    """How many rows."""
    return Aggregate("count", relation, "*", where, span)


def total(relation: str, column: str, *where: Where, span: Span = "window") -> Aggregate:
    """The sum of a whole-number column."""
    return Aggregate("sum", relation, column, where, span)


def distinct(relation: str, column: str, *where: Where, span: Span = "window") -> Aggregate:
    """How many different values; of persons only the known ones count."""
    return Aggregate("distinct", relation, column, where, span)


def median(relation: str, column: str, *where: Where) -> Aggregate:
    """The median of a column, between the two middle values where their number is even."""
    return Aggregate("median", relation, column, where)


def mean(relation: str, column: str, *where: Where) -> Aggregate:
    """The mean of a column, where it has a value."""
    return Aggregate("mean", relation, column, where)


def maximum(relation: str, column: str) -> Aggregate:
    """The largest value of a column."""
    return Aggregate("max", relation, column)


def kind(*names: str) -> Where:
    """Facts of these kinds."""
    return Where("kind", "in", tuple(KINDS[name].code for name in names))


def has(column: str) -> Where:
    """The column has a value."""
    return Where(column, "is not null")


def lacks(column: str) -> Where:
    """The column has none."""
    return Where(column, "is null")
