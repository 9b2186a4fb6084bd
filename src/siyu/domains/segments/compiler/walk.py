"""Walks a checked tree and makes one boolean expression over `p.person` out of sets of persons.

Every condition becomes a set that is never NULL, asked by IN or NOT IN; `person` is NOT NULL on both sides, so NOT
means not, also about persons without any fact.
"""

# ruff: noqa: S608 - placeholders, names and numbers of our own are written into the SQL; what people typed is bound

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from siyu.domains.segments.compiler import facts
from siyu.domains.segments.compiler.scope import Parameters, Scope
from siyu.domains.segments.compiler.sequence import sequence_set
from siyu.domains.segments.compiler.standing import attribute_set, standing_of, tier_set
from siyu.domains.segments.tree import nodes


@dataclass
class Statement:
    """A tree compiled: common table expressions and a condition on persons `p`, with the values bound to them."""

    scope: Scope
    bind: Parameters = field(default_factory=Parameters)
    ctes: list[str] = field(default_factory=list)
    condition: str = ""

    def select(self, what: str, rest: str = "") -> tuple[str, dict[str, Any]]:
        """The SQL that reads `what` of the persons who are in, and its parameters."""
        head = f"WITH {', '.join(self.ctes)} " if self.ctes else ""
        sql = f"{head}SELECT {what} FROM persons p WHERE {self.population()} AND {self.condition} {rest}"
        return sql, self.bind.values

    def everybody(self) -> str:
        """How many persons can be in, as an expression."""
        return f"(SELECT count(*) FROM persons p WHERE {self.population()})"

    def population(self) -> str:
        """The persons who can be in at all."""
        one = f" AND p.person = {self.bind.bind(self.scope.person)}" if self.scope.person is not None else ""
        return f"p.account = {self.bind.bind(self.scope.account.pk)}{one}"


def compile_tree(node: nodes.Node, scope: Scope) -> Statement:
    """The statement of an expanded tree."""
    statement = start(node, scope)
    statement.condition = Walk(statement).expression(node)
    return statement


def start(node: nodes.Node, scope: Scope) -> Statement:
    """A statement that holds the derived figures which the tree asks about, and no condition yet."""
    statement = Statement(scope)
    standing = standing_of(node, scope)
    if standing:
        statement.ctes.append(standing.ctes)
        statement.bind.values.update(standing.params)
    return statement


class Walk:
    """Makes expressions; sequences are asked last and only among those who pass their neighbours in an `all`."""

    def __init__(self, statement: Statement, *, narrowing: bool = True) -> None:
        self._statement = statement
        self._narrowing = narrowing

    def expression(self, node: nodes.Node, among: str = "") -> str:
        """A boolean expression over `p.person`; `among` names a set outside of which it need not be right."""
        if isinstance(node, nodes.AllOf):
            return self._all(node, among)
        if isinstance(node, nodes.AnyOf):
            return self._any(node, among)
        if isinstance(node, nodes.Not):
            return f"(NOT {self.expression(node.node, among)})"
        if isinstance(node, nodes.SegmentCondition):
            if node.tree is None:
                raise ValueError(f"{node.path}: expand the tree before compiling it")
            return self.expression(node.tree, among)
        negated, persons = self._set(node, among)
        return f"(p.person {'NOT IN' if negated else 'IN'} ({persons}))"

    def _all(self, node: nodes.AllOf, among: str) -> str:
        costly = [inner for inner in node.nodes if _has_sequence(inner)]
        cheap = [inner for inner in node.nodes if not _has_sequence(inner)]
        if not (costly and cheap and self._narrowing):
            return "(" + " AND ".join(self.expression(inner, among) for inner in node.nodes) + ")"
        passed = " AND ".join(self.expression(inner, among) for inner in cheap)
        ctes = self._statement.ctes
        name = f"passed{len(ctes)}"
        ctes.append(
            f"{name} AS MATERIALIZED (SELECT p.person FROM persons p WHERE {self._statement.population()} AND {passed})"
        )
        rest = " AND ".join(self.expression(inner, name) for inner in costly)
        return f"(p.person IN (SELECT person FROM {name}) AND {rest})"

    def _any(self, node: nodes.AnyOf, among: str) -> str:
        """Sets are united before they are asked: one question for a hundred conditions, where OR plans ever slower."""
        sets = [self._set(inner, among) for inner in node.nodes if isinstance(inner, nodes.Leaf)]
        inside = [f"SELECT person FROM ({persons})" for negated, persons in sets if not negated]
        outside = [f"SELECT person FROM ({persons})" for negated, persons in sets if negated]
        parts = [self.expression(inner, among) for inner in node.nodes if not isinstance(inner, nodes.Leaf)]
        if inside:
            parts.append(f"p.person IN ({' UNION ALL '.join(inside)})")
        if outside:  # out of one set or of another is: not in all of them
            parts.append(f"p.person NOT IN ({' INTERSECT '.join(outside)})")
        return "(" + " OR ".join(parts) + ")"

    def _set(self, node: nodes.Leaf, among: str) -> tuple[bool, str]:
        """The set of persons of a condition, and whether those outside of it satisfy the condition."""
        scope, bind = self._statement.scope, self._statement.bind
        if isinstance(node, nodes.EventCondition):
            return node.holds_for_none, facts.event_set(node, scope, bind)
        if isinstance(node, nodes.SequenceCondition):
            return False, sequence_set(node, scope, bind, among)
        if isinstance(node, nodes.TagCondition):
            return False, facts.tag_set(node, scope, bind)
        if isinstance(node, nodes.ChannelCondition):
            return False, facts.channel_set(node, scope, bind)
        return False, tier_set(node, bind) if isinstance(node, nodes.TierCondition) else attribute_set(node, bind)


def _has_sequence(node: nodes.Node) -> bool:
    return any(isinstance(condition, nodes.SequenceCondition) for condition in nodes.conditions(node))
