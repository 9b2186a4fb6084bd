"""The table of standings in bulk: read as a frame, written as upserts, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

import polars as pl
from django.db import connection

from siyu.domains.accounts.models import Account
from siyu.domains.fans.actions.standing_frame import DERIVED, INSTANTS
from siyu.kernel import clock

# ruff: noqa: S608 - names of our own columns; values go by parameters

_SCHEMA: Final = {
    "person": pl.Int64,
    **{name: pl.String if name in {"stage", "tier"} else pl.Int64 for name in DERIVED},
    "computed_at": pl.Int64,
}
_ACCOUNT: Final = {"sqlite": "+account_id", "postgresql": "account_id"}  # see queries/leading.py
_WRITTEN: Final = ("person_id", "account_id", *DERIVED, "computed_at")


def kept_rows(account: Account, persons: Sequence[int] | None = None, *, lock: bool = False) -> pl.DataFrame:
    """The standings as they are (all, or those of some persons): `person`, DERIVED, `computed_at`, instants in ms."""
    columns = ", ".join(_read(name) for name in (*DERIVED, "computed_at"))
    sql = f"SELECT person_id, {columns} FROM fans_standing WHERE {_ACCOUNT[connection.vendor]} = %s"
    params: list[Any] = [account.pk]
    if persons is not None:
        sql, params = _narrowed(sql, params, persons)
    if lock and connection.vendor == "postgresql":
        sql += " ORDER BY person_id FOR UPDATE"
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows = cursor.fetchall()
    if connection.vendor == "postgresql":
        return pl.DataFrame(rows, schema=_SCHEMA, orient="row")
    texts = {name: pl.String if name in (*INSTANTS, "computed_at") else kind for name, kind in _SCHEMA.items()}
    return pl.DataFrame(rows, schema=texts, orient="row").with_columns(
        pl.col(name).str.to_datetime("%Y-%m-%d %H:%M:%S%.f").dt.timestamp("ms") for name in (*INSTANTS, "computed_at")
    )


def write_rows(account: Account, rows: pl.DataFrame, computed_at: datetime) -> None:
    """Insert or update standings inside the current transaction; predictions stay as they are."""
    written = rows.select(
        "person",
        pl.lit(account.pk).alias("account"),
        *(_instant(name) if name in INSTANTS else pl.col(name) for name in DERIVED),
        pl.lit(_written(computed_at)).alias("computed_at"),
    )
    if connection.vendor == "postgresql":
        _copy(written)
        return
    with connection.cursor() as cursor:
        cursor.executemany(f"{_insert()} VALUES ({', '.join(['%s'] * len(_WRITTEN))}) {_upsert()}", written.rows())


def delete_rows(account: Account, persons: Sequence[int]) -> None:
    """Drop the standings of persons who live no longer."""
    sql, params = _narrowed(
        f"DELETE FROM fans_standing WHERE {_ACCOUNT[connection.vendor]} = %s", [account.pk], persons
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def living_among(account: Account, persons: Sequence[int]) -> list[int]:
    """Which of these persons of the account live, that is were not merged away."""
    living = f"SELECT id FROM fans_person WHERE {_ACCOUNT[connection.vendor]} = %s AND merged_into_id IS NULL"
    sql, params = _narrowed(living, [account.pk], persons, "id")
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [person for (person,) in cursor.fetchall()]


def _narrowed(sql: str, params: list[Any], persons: Sequence[int], column: str = "person_id") -> tuple[str, list[Any]]:
    if connection.vendor == "postgresql":
        return f"{sql} AND {column} = ANY(%s)", [*params, list(persons)]
    ids = ",".join(map(str, persons))
    return f"{sql} AND {column} IN (SELECT value FROM json_each(%s))", [*params, f"[{ids}]"]


def _read(name: str) -> str:
    """A column as the frame wants it; on SQLite the text itself, which skips a parse in Python for each cell."""
    if name not in (*INSTANTS, "computed_at"):
        return name
    if connection.vendor == "postgresql":
        return f"(extract(epoch FROM {name}) * 1000)::bigint"
    return f"{name} || ''"


def _instant(name: str) -> pl.Expr:
    """An instant in ms as each database keeps it: as Django writes it on SQLite, without empty fractions."""
    at = pl.from_epoch(name, time_unit="ms")
    if connection.vendor == "postgresql":
        return at.dt.strftime("%Y-%m-%d %H:%M:%S%.6f+00").alias(name)
    return at.dt.strftime("%Y-%m-%d %H:%M:%S%.6f").str.replace(".000000", "", literal=True).alias(name)


def _written(at: datetime) -> str:
    at = clock.from_ms(clock.to_ms(at)).astimezone(UTC)
    return at.isoformat(" ") if connection.vendor == "postgresql" else str(at.replace(tzinfo=None))


def _insert() -> str:
    return f"INSERT INTO fans_standing ({', '.join(_WRITTEN)})"


def _upsert() -> str:
    updates = ", ".join(f"{name} = excluded.{name}" for name in _WRITTEN[1:])
    return f"ON CONFLICT (person_id) DO UPDATE SET {updates}"


def _copy(written: pl.DataFrame) -> None:
    columns = ", ".join(_WRITTEN)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE IF NOT EXISTS standing_in (LIKE fans_standing) ON COMMIT DELETE ROWS")
        cursor.execute("TRUNCATE standing_in")
        with cursor.copy(f"COPY standing_in ({columns}) FROM STDIN (FORMAT csv)") as copy:
            copy.write(written.write_csv(include_header=False, null_value="", quote_style="necessary"))
        cursor.execute(f"{_insert()} SELECT {columns} FROM standing_in {_upsert()}")
