"""Sequences as a set of persons: different facts in order, from first to last within N days.

Facts of a person stand in one order: by instant, at the same instant by the catalogue of kinds (placed before paid),
then by event id. A chain of joins carries, for each fact that can be step i, the latest start of a chain that ends
there; the latest start is the best, so no other needs keeping. Joins cost the product of a person's facts, so
persons with very many go through running maxima over the sorted facts instead: linear, but slower for ordinary ones.
"""

# ruff: noqa: S608 - placeholders, names and numbers of our own are written into the SQL; what people typed is bound

from __future__ import annotations

from siyu.domains.facts.kinds import KINDS
from siyu.domains.segments.compiler import dialect
from siyu.domains.segments.compiler.facts import in_scope, matching
from siyu.domains.segments.compiler.scope import Parameters, Scope
from siyu.domains.segments.tree.nodes import SequenceCondition, Step

HEAVY_FACTS = 200
"""With more facts of the steps after the first a person is sorted instead of joined; below, the joins stay linear."""


def sequence_set(condition: SequenceCondition, scope: Scope, bind: Parameters, among: str = "") -> str:
    """Persons with such a chain; `among` names a set of persons outside of which the answer does not matter."""
    if len(condition.steps) == 1:
        return f"SELECT person {_rows(condition.steps[0], scope, bind, among)}"
    return _Sequence(condition, scope, bind, among).sql()


def _rows(step: Step, scope: Scope, bind: Parameters, among: str) -> str:
    only = f" AND person IN (SELECT person FROM {among})" if among else ""
    return f"FROM facts WHERE {in_scope(scope, bind)} AND {matching(step.event, step.where, bind)}{only}"


class _Sequence:
    """Builds the statement of one sequence of two steps or more."""

    def __init__(self, condition: SequenceCondition, scope: Scope, bind: Parameters, among: str) -> None:
        self._steps = condition.steps
        self._scope, self._bind, self._among = scope, bind, among
        self._days = bind.bind(condition.within_days)
        self._codes = [KINDS[step.event].code for step in condition.steps]
        self._by_id = len(set(self._codes)) < len(self._codes)

    def sql(self) -> str:
        heavy = f"SELECT person {self._facts_of(self._codes[1:])} GROUP BY person HAVING count(*) > {HEAVY_FACTS}"
        ctes = [f"heavy AS MATERIALIZED ({heavy})", *self._chain(), *self._running()]
        last = f"c{len(self._steps) - 1}"
        return f"WITH {', '.join(ctes)} SELECT person FROM {last} UNION ALL SELECT person FROM running"

    def _facts_of(self, kinds: list[int]) -> str:
        codes = ", ".join(map(str, sorted(set(kinds))))
        only = f" AND person IN (SELECT person FROM {self._among})" if self._among else ""
        return f"FROM facts WHERE {in_scope(self._scope, self._bind)} AND kind IN ({codes}){only}"

    def _chain(self) -> list[str]:
        """One stage a step: person, instant (and id) of the step's fact, and the latest start of a chain up to it."""
        key = "person, happened_at AS t" + (", event_id AS id" if self._by_id else "")
        ctes = []
        for n, step in enumerate(self._steps):
            rows = _rows(step, self._scope, self._bind, self._among)
            if n == 0:
                ctes.append(f"c0 AS NOT MATERIALIZED (SELECT {key}, happened_at AS start {rows})")
                continue
            light = " AND person NOT IN (SELECT person FROM heavy)" if n == 1 else ""
            facts = f"(SELECT {key} {rows}{light})"
            near = f"b.t <= {dialect.days_after('a.start', self._days)}"
            joined = f"FROM c{n - 1} a JOIN {facts} b ON a.person = b.person AND {self._after(n)} AND {near}"
            group = "b.person, b.t" + (", b.id" if self._by_id else "")
            last = n == len(self._steps) - 1
            stage = (
                f"SELECT b.person {joined}" if last else f"SELECT {group}, max(a.start) AS start {joined} GROUP BY ALL"
            )
            ctes.append(f"c{n} AS NOT MATERIALIZED ({stage})")
        return ctes

    def _after(self, n: int) -> str:
        """Fact b of step n comes after fact a of the step before."""
        before, code = self._codes[n - 1], self._codes[n]
        if before == code:
            return "(b.t > a.t OR (b.t = a.t AND b.id > a.id))"
        return "b.t >= a.t" if before < code else "b.t > a.t"

    def _running(self) -> list[str]:
        """Heavy persons: the same by running maxima, one pass over the sorted facts for each step."""
        order = "happened_at, kind" + (", event_id" if self._by_id else "")
        steps = [f"({matching(step.event, step.where, self._bind)})" for step in self._steps]
        flags = ", ".join(f"{step} IS TRUE AS s{n}" for n, step in enumerate(steps))
        first = f"CASE WHEN {steps[0]} THEN happened_at END AS start"
        rows = f"{self._facts_of(self._codes)} AND person IN (SELECT person FROM heavy)"
        ctes = [f"r0 AS NOT MATERIALIZED (SELECT person, happened_at, kind, event_id, {flags}, {first} {rows})"]
        frame = f"PARTITION BY person ORDER BY {order} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING"
        for n in range(1, len(steps)):
            start = f"CASE WHEN s{n} THEN max(start) OVER ({frame}) END AS start"
            ctes += [f"r{n} AS NOT MATERIALIZED (SELECT * REPLACE ({start}) FROM r{n - 1})"]
        near = f"happened_at <= {dialect.days_after('start', self._days)}"
        return [*ctes, f"running AS NOT MATERIALIZED (SELECT person FROM r{len(steps) - 1} WHERE {near})"]
