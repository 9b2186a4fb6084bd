"""From expression trees to one SQL statement: leaves over the same rows share a scan, all answers come back at once."""

# ruff: noqa: S608 - what is written into the SQL are names of this package; values go by parameters

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from siyu.domains.insights.metrics import duckdb as dialect
from siyu.domains.insights.metrics.relations import RELATIONS, Relation
from siyu.domains.insights.metrics.tree import Aggregate, Number, Where

PERSONAL = ("tier", "city")
"""Dimensions that belong to the person of a row."""


@dataclass
class Compiled:
    """The statement, its parameters besides the shared ones, and where each leaf stands in the answer."""

    sql: str = ""
    params: dict[str, Any] = field(default_factory=dict)
    places: dict[Aggregate, tuple[int, str]] = field(default_factory=dict)
    uses_standing: bool = False


def compile_leaves(
    leaves: Iterable[Aggregate], by: str | None, standing_ctes: str, *, find_first: bool = False
) -> Compiled:
    """Compile distinct leaves; `standing_ctes` end in `standing(person, tier, city)` as of the end of the window.

    With `find_first` one more row (scan -1) carries the local day of the account's first fact as its bucket.
    """
    compiled = Compiled()
    scans: dict[tuple[str, str], list[Aggregate]] = {}
    for leaf in dict.fromkeys(leaves):
        scans.setdefault((leaf.relation, leaf.span), []).append(leaf)
    columns = 0
    bodies: list[list[str]] = []
    for number, group in enumerate(scans.values()):
        body = []
        for leaf in group:
            compiled.places[leaf] = (number, f"a{columns}")
            body.append(_aggregate(leaf, compiled.params))
            columns += 1
        bodies.append(body)
    names = [f"a{n}" for n in range(columns)]
    selects: list[str] = []
    wanted: list[str] = []
    done = 0
    for number, ((relation, span), body) in enumerate(zip(scans, bodies, strict=True)):
        own = [f"{sql} AS {names[done + n]}" for n, sql in enumerate(body)]
        before, after = names[:done], names[done + len(body) :]
        cells = [*(f"NULL AS {name}" for name in before), *own, *(f"NULL AS {name}" for name in after)]
        done += len(body)
        who = by in PERSONAL or any(
            where.column.startswith("who_") for leaf in scans[relation, span] for where in leaf.where
        )
        rows = _rows(RELATIONS[relation], span, by, who=who)
        selects.append(f"SELECT {number} AS scan, bucket, {', '.join(cells)} FROM ({rows}) GROUP BY bucket")
        wanted += ["persons", RELATIONS[relation].base] if who else [RELATIONS[relation].base]
    bases = _bases(wanted)
    compiled.uses_standing = "persons" in bases
    if find_first:
        selects.append(f"SELECT -1, bucket, {', '.join(['NULL'] * columns)} FROM ({dialect.FIRST_DAY})")
    ctes = [standing_ctes] if compiled.uses_standing else []
    ctes += [f"base_{name} AS MATERIALIZED ({dialect.base(name)})" for name in bases]
    compiled.sql = f"WITH {', '.join(ctes)} {' UNION ALL '.join(selects)}"
    return compiled


def read_answer(rows: Iterable[Mapping[str, Any]], compiled: Compiled) -> dict[str, dict[Aggregate, Number]]:
    """The values of the leaves per bucket (one bucket "" where no dimension was asked)."""
    by_scan: dict[tuple[int, str], Mapping[str, Any]] = {(row["scan"], row["bucket"]): row for row in rows}
    buckets = {bucket for _, bucket in by_scan}
    return {
        bucket: {
            leaf: _plain(by_scan[(scan, bucket)][column])
            for leaf, (scan, column) in compiled.places.items()
            if (scan, bucket) in by_scan
        }
        for bucket in buckets
    }


def empty_value(leaf: Aggregate) -> Number:
    """What a leaf says over no rows: zero of what is counted, nothing of what is averaged."""
    return 0 if leaf.function in {"count", "sum", "distinct"} else None


def _plain(value: Any) -> Number:
    return value if value is None or isinstance(value, int) else float(value)


def _bases(wanted: Iterable[str]) -> list[str]:
    order: list[str] = []
    for name in wanted:
        order += [need for need in (*dialect.NEEDS.get(name, ()), name) if need not in order]
    return order


def _rows(relation: Relation, span: str, by: str | None, *, who: bool) -> str:
    """The rows of a relation in a span, each with its bucket; folded where the relation says so."""
    bucket = dialect.DIMENSIONS[by].format(local=dialect.local(relation.at)) if by else "''"
    conditions = [dialect.SPANS[span].format(at=relation.at)] if relation.at else []
    conditions += ["person <> 0"] if relation.known_only else []
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    joined = dialect.WHO if who else ""
    rows = f"SELECT {bucket} AS bucket, * FROM base_{relation.base}{joined}{where}"
    if not relation.fold:
        return rows
    keys = ", ".join(("bucket", *relation.fold))
    folded = ", ".join(f"{dialect.FOLDS[how]} AS {name}" for name, how in relation.folded)
    return f"SELECT {keys}, {folded} FROM ({rows}) GROUP BY {keys}"


def _aggregate(leaf: Aggregate, params: dict[str, Any]) -> str:
    conditions = [_condition(where, params) for where in leaf.where]
    if leaf.function == "distinct" and leaf.column == "person":
        conditions.append("person <> 0")
    chosen = f"FILTER (WHERE {' AND '.join(conditions)})" if conditions else ""
    return dialect.AGGREGATES[leaf.function].format(column=leaf.column, filter=chosen)


def _condition(where: Where, params: dict[str, Any]) -> str:
    if where.operator in {"is null", "is not null"}:
        return f"{where.column} {where.operator.upper()}"
    name = f"v{len(params)}"
    params[name] = list(where.value) if isinstance(where.value, tuple) else where.value
    if where.operator == "in":
        return f"list_contains(${name}, {where.column})"
    return f"{where.column} {where.operator} ${name}"
