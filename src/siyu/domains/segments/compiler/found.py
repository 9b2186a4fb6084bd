"""What was found about one person for one condition, as scalar expressions; the scope names the person."""

# ruff: noqa: S608 - placeholders, names and numbers of our own are written into the SQL; what people typed is bound

from __future__ import annotations

from siyu.domains.segments.compiler import dialect
from siyu.domains.segments.compiler.facts import TAGGED, UNTAGGED, in_scope, matching, measure, source
from siyu.domains.segments.compiler.scope import Parameters, Scope
from siyu.domains.segments.tree import nodes


def found_in(condition: nodes.Condition, scope: Scope, bind: Parameters) -> list[str]:
    """One expression for each thing that the condition looks at; none for another segment."""
    if isinstance(condition, nodes.EventCondition):
        rows = source(condition, scope, bind)
        return [f"(SELECT {measure(need.measure, scope, bind)} {rows})" for need in condition.needs]
    if isinstance(condition, nodes.SequenceCondition):
        return [
            f"(SELECT count(*) FROM facts WHERE {in_scope(scope, bind)} AND {matching(step.event, step.where, bind)})"
            for step in condition.steps
        ]
    if isinstance(condition, nodes.TagCondition):
        return [_tags(scope, bind)]
    if isinstance(condition, nodes.ChannelCondition):
        rows = f"FROM facts WHERE {in_scope(scope, bind)} AND channel <> ''"
        return [f"(SELECT list(DISTINCT channel ORDER BY channel) {rows})"]
    if isinstance(condition, nodes.TierCondition):
        return ["(SELECT max(tier) FROM standing)"]
    if isinstance(condition, nodes.AttributeCondition):
        return [f"(SELECT max({condition.attribute}) FROM standing)"]
    return []


def _tags(scope: Scope, bind: Parameters) -> str:
    latest = dialect.latest("kind", "happened_at", "event_id")
    worn = (
        f"SELECT object_id FROM facts WHERE {in_scope(scope, bind)} AND kind IN ({TAGGED}, {UNTAGGED}) "
        f"GROUP BY object_id HAVING {latest} = {TAGGED}"
    )
    return f"(SELECT list(object_id ORDER BY object_id) FROM ({worn}))"
