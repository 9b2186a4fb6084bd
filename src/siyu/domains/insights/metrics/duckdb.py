"""The DuckDB dialect: its base queries (files in `duckdb_sql/`), fold expressions, dimensions, aggregates and spans.

Values come in as bound `$params`. In the files `{kinds a.b c.d}` stands for kind codes, `{local x}` for the wall-clock
time of a UTC instant in the account's zone, `{not void}` for the condition on facts that no restatement withdrew.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from siyu.domains.facts.kinds import KINDS
from siyu.domains.fans.queries.standing_sql import NOT_VOID

_FILES: Final = Path(__file__).with_name("duckdb_sql")
_HOLE: Final = re.compile(r"\{(kinds|local|not) ([^}]*)\}")

NEEDS: Final = {"firsts": ("orders",)}
"""Bases that read other bases; each is computed once a query."""

WHO: Final = " LEFT JOIN (SELECT person AS who, tier AS who_tier, city AS who_city FROM base_persons) ON who = person"
"""Joined where people are cut by what they are."""

FOLDS: Final = {
    "rows": "count(*)",
    "channels": "count(DISTINCT channel)",
    "paid": "CAST(sum(paid_fen) AS BIGINT)",
    "kept": "CAST(sum(kept_fen) AS BIGINT)",
    "days_since_paid": "(epoch_ms($until) - epoch_ms(max(paid_at))) / 86400000.0",
}

DIMENSIONS: Final = {
    "day": "strftime({local}, '%Y-%m-%d')",
    "week": "strftime(date_trunc('week', {local}), '%Y-%m-%d')",
    "month": "strftime({local}, '%Y-%m')",
    "weekday": "CAST(isodow({local}) AS VARCHAR)",
    "hour": "strftime({local}, '%H')",
    "channel": "channel",
    "tier": "coalesce(who_tier, '')",
    "city": "coalesce(who_city, '')",
}

AGGREGATES: Final = {
    "count": "CAST(count(*) {filter} AS BIGINT)",
    "sum": "CAST(coalesce(sum({column}) {filter}, 0) AS BIGINT)",
    "distinct": "CAST(count(DISTINCT {column}) {filter} AS BIGINT)",
    "mean": "avg({column}) {filter}",
    "median": "quantile_cont({column}, 0.5) {filter}",
    "max": "max({column}) {filter}",
}

SPANS: Final = {
    "window": "{at} >= $start AND {at} < $end",
    "until": "{at} < $end",
    "last_7": "{at} >= $last_7 AND {at} >= $start AND {at} < $end",
    "last_30": "{at} >= $last_30 AND {at} >= $start AND {at} < $end",
}


FIRST_DAY: Final = (
    "SELECT strftime(timezone($zone, timezone('UTC', min(happened_at))), '%Y-%m-%d') AS bucket "
    "FROM facts WHERE account = $account"
)


@cache
def base(name: str) -> str:
    """The query of a base, its holes filled."""
    return _HOLE.sub(_fill, (_FILES / f"{name}.sql").read_text(encoding="utf-8"))


def local(instant: str) -> str:
    """The wall-clock time of a UTC instant in the account's zone."""
    return f"timezone($zone, timezone('UTC', {instant}))"


def _fill(hole: re.Match[str]) -> str:
    what, rest = hole.groups()
    if what == "kinds":
        return ", ".join(str(KINDS[name].code) for name in rest.split())
    return local(rest) if what == "local" else NOT_VOID
