"""Conditions on derived figures as sets of persons, read through the one SQL of as-of figures in `fans`."""

# ruff: noqa: S608 - placeholders, names and numbers of our own are written into the SQL; what people typed is bound

from __future__ import annotations

from siyu.domains.fans.queries.standing_sql import StandingSql, standing_sql
from siyu.domains.segments.compiler.facts import compared
from siyu.domains.segments.compiler.scope import Parameters, Scope
from siyu.domains.segments.tree.attributes import ATTRIBUTES
from siyu.domains.segments.tree.nodes import AttributeCondition, Node, TierCondition, conditions


def figures_of(node: Node) -> frozenset[str]:
    """The derived figures that a tree asks about."""
    asked = {c.attribute for c in conditions(node) if isinstance(c, AttributeCondition)}
    return frozenset(asked | ({"tier"} if any(isinstance(c, TierCondition) for c in conditions(node)) else set()))


def standing_of(node: Node, scope: Scope) -> StandingSql | None:
    """The CTEs ending in `standing` with the figures that the tree asks about; None when it asks about none."""
    figures = figures_of(node)
    only = None if scope.person is None else [scope.person]
    return standing_sql(scope.account, scope.as_of, figures, only=only) if figures else None


def tier_set(condition: TierCondition, bind: Parameters) -> str:
    """Persons of the tier."""
    return f"SELECT person FROM standing WHERE tier = {bind.bind(condition.tier)}"


def attribute_set(condition: AttributeCondition, bind: Parameters) -> str:
    """Persons whose figure is known and satisfies the bounds."""
    known = " AND " + f"{condition.attribute} <> ''" if ATTRIBUTES[condition.attribute] == "month_day" else ""
    return f"SELECT person FROM standing WHERE {compared(condition.attribute, condition.bounds, bind)}{known}"
