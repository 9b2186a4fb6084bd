"""Conditions on facts as sets of persons: events, channels, tags."""

# ruff: noqa: S608 - placeholders, names and numbers of our own are written into the SQL; what people typed is bound

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from siyu.domains.facts.kinds import KINDS
from siyu.domains.fans.queries.standing_sql import NOT_VOID
from siyu.domains.segments.compiler import dialect
from siyu.domains.segments.compiler.scope import Parameters, Scope
from siyu.domains.segments.tree.nodes import (
    AT_LEAST_ONE,
    OPERATORS,
    ChannelCondition,
    Compare,
    EventCondition,
    TagCondition,
    Where,
)

TAGGED: Final = KINDS["person.tagged"].code
UNTAGGED: Final = KINDS["person.untagged"].code
STANDS: Final = f"(props IS NULL OR NOT contains(props, '\"void\"') OR {NOT_VOID})"
"""No restatement withdrew the fact; the middle term spares most rows the reading of JSON."""
_BEGINNING: Final = datetime(1, 1, 1, tzinfo=UTC)


def in_scope(scope: Scope, bind: Parameters) -> str:
    """The filter that every reading of facts begins with: this account, not after as_of, not withdrawn."""
    one = f" AND person = {bind.bind(scope.person)}" if scope.person is not None else ""
    account, as_of = bind.bind(scope.account.pk), bind.bind(scope.as_of)
    return f"account = {account} AND happened_at <= {as_of} AND {STANDS}{one}"


def compared(expression: str, bounds: Compare, bind: Parameters) -> str:
    """All bounds on one expression."""
    return " AND ".join(f"{expression} {OPERATORS[bound.operator]} {bind.bind(bound.value)}" for bound in bounds)


def matching(event: str, where: tuple[Where, ...], bind: Parameters) -> str:
    """Facts of a kind that pass every filter; a fact without an amount passes no filter on amounts."""
    parts = [f"kind = {KINDS[event].code}"]
    for field in where:
        if field.bounds:
            parts.append(compared(field.field, field.bounds, bind))
        else:
            parts.append(f"{field.field} IN ({', '.join(bind.bind(value) for value in field.values)})")
    return " AND ".join(parts)


def days_before(at: datetime, days: int) -> datetime:
    """So many times 24 hours earlier, or the beginning of time."""
    return at - timedelta(days=days) if at - _BEGINNING > timedelta(days=days) else _BEGINNING


def window(condition: EventCondition, scope: Scope, bind: Parameters) -> str:
    """The condition's own window: `within_days` excludes its far end, `from` is in, `to` is out."""
    parts = []
    if condition.within_days is not None:
        parts.append(f"happened_at > {bind.bind(days_before(scope.as_of, condition.within_days))}")
    if condition.from_ is not None:
        parts.append(f"happened_at >= {bind.bind(condition.from_)}")
    if condition.to is not None:
        parts.append(f"happened_at < {bind.bind(condition.to)}")
    return "".join(f" AND {part}" for part in parts)


def measure(name: str, scope: Scope, bind: Parameters) -> str:
    """An aggregate over matching facts that is 0, never NULL, for none."""
    if name == "count":
        return "count(*)"
    if name == "sum_fen":
        return "CAST(coalesce(sum(amount_fen), 0) AS BIGINT)"
    return f"count(DISTINCT {dialect.local_day('happened_at', scope.zone, bind.bind(scope.zone))})"


def source(condition: EventCondition, scope: Scope, bind: Parameters) -> str:
    """The facts that the condition measures, as FROM … WHERE …."""
    filters = matching(condition.event, condition.where, bind)
    return f"FROM facts WHERE {in_scope(scope, bind)} AND {filters}{window(condition, scope, bind)}"


def event_set(condition: EventCondition, scope: Scope, bind: Parameters) -> str:
    """Persons with matching facts that satisfy the measures; or who fail them, where having none satisfies them."""
    rows = f"SELECT person {source(condition, scope, bind)}"
    if condition.needs == AT_LEAST_ONE:
        return rows
    holds = " AND ".join(compared(measure(need.measure, scope, bind), need.bounds, bind) for need in condition.needs)
    return f"{rows} GROUP BY person HAVING {f'NOT ({holds})' if condition.holds_for_none else holds}"


def channel_set(condition: ChannelCondition, scope: Scope, bind: Parameters) -> str:
    """Persons with at least one fact in the channel."""
    return f"SELECT person FROM facts WHERE {in_scope(scope, bind)} AND channel = {bind.bind(condition.channel)}"


def tag_set(condition: TagCondition, scope: Scope, bind: Parameters) -> str:
    """Persons for whom the tag's last coming or going was a coming."""
    return (
        f"SELECT person FROM facts WHERE {in_scope(scope, bind)} AND kind IN ({TAGGED}, {UNTAGGED}) "
        f"AND object_id = {bind.bind(condition.tag)} GROUP BY person "
        f"HAVING {dialect.latest('kind', 'happened_at', 'event_id')} = {TAGGED}"
    )
