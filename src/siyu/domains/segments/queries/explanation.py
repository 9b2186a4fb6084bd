"""Why one person is in or out: every condition judged by the same SQL that decides membership."""

# ruff: noqa: S608 - the parts are the compiler's own; what people typed is bound

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from siyu.domains.accounts.models import Account
from siyu.domains.fans.models import Person
from siyu.domains.fans.queries.access import living_person
from siyu.domains.segments.compiler.found import found_in
from siyu.domains.segments.compiler.walk import Walk, start
from siyu.domains.segments.queries.resolve import resolve, scope_at
from siyu.domains.segments.queries.segments import living
from siyu.domains.segments.queries.sentences import names_of, sentence
from siyu.domains.segments.tree import nodes
from siyu.domains.segments.tree.write import as_json, bounds_json, plain
from siyu.domains.segments.types import Explanation, Reason, Tree
from siyu.platform import eventstore


def explain(account: Account, tree: Tree, person: Person, as_of: datetime | None = None) -> Explanation:
    """Why a person (a merged one answers as the survivor) is in or out. Raises InvalidTree."""
    person = living_person(account, person.pk)
    node = resolve(account, tree)
    scope = scope_at(account, as_of, person.pk)
    asked = list(nodes.conditions(node))
    row = _judge(node, asked, scope)
    names = names_of(account, dict(living(account).values_list("slug", "name")))
    because = tuple(
        Reason(
            path=condition.path or "$",
            condition=as_json(condition),
            sentence=sentence(condition, names),
            holds=bool(row[f"holds{n}"]),
            found=_found(condition, row, n),
            needed=_needed(condition),
        )
        for n, condition in enumerate(asked)
    )
    return Explanation(person.pk, person.key, bool(row["known"] and row["inside"]), because, scope.as_of)


def _judge(node: nodes.Node, asked: list[nodes.Condition], scope: Any) -> dict[str, Any]:
    """One row: whether the person is known and inside, and for each condition whether it holds and what was found."""
    statement = start(node, scope)
    walk = Walk(statement, narrowing=False)
    columns = [f"{statement.everybody()} AS known", f"{walk.expression(node)} AS inside"]
    for n, condition in enumerate(asked):
        columns.append(f"{walk.expression(condition)} AS holds{n}")
        columns += [f"{sql} AS found{n}_{m}" for m, sql in enumerate(found_in(condition, scope, statement.bind))]
    head = f"WITH {', '.join(statement.ctes)} " if statement.ctes else ""
    person = f"(SELECT CAST({statement.bind.bind(scope.person)} AS BIGINT) AS person) p"
    rows = eventstore.connect().query(f"{head}SELECT {', '.join(columns)} FROM {person}", statement.bind.values)
    found: dict[str, Any] = rows.to_pylist()[0]
    return found


def _found(condition: nodes.Condition, row: dict[str, Any], n: int) -> Any:
    if isinstance(condition, nodes.SegmentCondition):
        return bool(row[f"holds{n}"])
    values = [row[name] for name in row if name.startswith(f"found{n}_")]
    if isinstance(condition, nodes.SequenceCondition):
        return {"facts": values}
    if isinstance(condition, nodes.EventCondition) and len(values) > 1:
        return {need.measure: value for need, value in zip(condition.needs, values, strict=True)}
    if isinstance(condition, nodes.TagCondition | nodes.ChannelCondition):
        return values[0] or []
    value = values[0]
    return plain(value.replace(tzinfo=UTC)) if isinstance(value, datetime) else value


def _needed(condition: nodes.Condition) -> Any:
    if isinstance(condition, nodes.EventCondition):
        bounds = {need.measure: bounds_json(need.bounds) for need in condition.needs}
        return next(iter(bounds.values())) if len(bounds) == 1 else bounds
    if isinstance(condition, nodes.AttributeCondition):
        return bounds_json(condition.bounds)
    if isinstance(condition, nodes.SequenceCondition):
        return {"steps": len(condition.steps), "within_days": condition.within_days}
    if isinstance(condition, nodes.TagCondition):
        return condition.tag
    if isinstance(condition, nodes.TierCondition):
        return condition.tier
    return condition.channel if isinstance(condition, nodes.ChannelCondition) else condition.slug
