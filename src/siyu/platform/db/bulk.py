"""Many rows at once on both databases: reserve ids, insert, look up, update and delete by the ten thousand.

Values are what the database itself keeps: text, integers, None; instants as UTC text (`utc_text`), JSON as text.
Columns that are not named get the default of their model field. Django's signals and `save()` are not involved.
"""

# ruff: noqa: SLF001 - a model says which table and columns it has only through _meta

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Final

from django.db import connection, models

Row = tuple[Any, ...]
_CHECKPOINT_PAGES: Final = 16_384  # 64 MB
_TOGETHER: Final = 40  # rows of a statement; measured: rows of 6 columns take a third of the time, of 16 two thirds


def utc_text(at: datetime) -> str:
    """An aware instant as both databases read it back: UTC without offset."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


@contextmanager
def trusted_keys() -> Iterator[None]:
    """Spare SQLite the check of each foreign key: for transactions that read every key they write themselves.

    Measured: an order refers to three rows, and looking these up cost a third of its insert. Enter it outside the
    transaction (SQLite ignores the switch inside); PostgreSQL goes on checking.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.constraint_checks_disabled():
            yield
    else:
        yield


@contextmanager
def flat_memory() -> Iterator[None]:
    """Set SQLite up for millions of rows: no pages mapped into this process, and fewer, larger checkpoints.

    Mapped pages count as our memory. A page that many transactions touch is copied into the file once a checkpoint.
    """
    if connection.vendor != "sqlite":
        yield
        return
    wanted = {"mmap_size": 0, "wal_autocheckpoint": _CHECKPOINT_PAGES}
    with connection.cursor() as cursor:
        before = {name: cursor.execute(f"PRAGMA {name}").fetchone() for name in wanted}
        for name, value in wanted.items():
            cursor.execute(f"PRAGMA {name} = {value}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for name, found in before.items():
                cursor.execute(f"PRAGMA {name} = {int(found[0]) if found else 0}")
            cursor.execute("PRAGMA shrink_memory")


def reserve_ids(model: type[models.Model], count: int) -> list[int]:
    """Primary keys that no one else will get; on SQLite inside the write transaction that uses them."""
    if not count:
        return []
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
        start = (last[0] if last else 0) + 1
        return list(range(start, start + count))


def insert_rows(
    model: type[models.Model], columns: Sequence[str], rows: Sequence[Row], *, same: Mapping[str, Any] | None = None
) -> None:
    """Insert rows given as tuples in the order of `columns` (database column names).

    `same`: columns that have one value in all rows (text, integer or None); it is written once instead of bound again.
    """
    if rows:
        insert_columns(model, dict(zip(columns, zip(*rows, strict=True), strict=True)), same=same)


def insert_columns(
    model: type[models.Model], columns: Mapping[str, Sequence[Any]], *, same: Mapping[str, Any] | None = None
) -> None:
    """Insert rows given column by column, all equally long; `same` as in `insert_rows`. Call inside a transaction.

    Measured: taking a frame's cells out by columns and binding them from one flat list costs two thirds of tuples.
    OR FAIL: a statement of many rows is not undone by itself when one of them is refused, the transaction is; keeping
    each touched page for that took a quarter of the time.
    """
    count = len(next(iter(columns.values()), ()))
    if not count:
        return
    defaults = {**(same or {}), **_defaults(model, [*columns, *(same or {})])}
    table = connection.ops.quote_name(model._meta.db_table)
    listed = ", ".join(connection.ops.quote_name(name) for name in (*columns, *defaults))
    if connection.vendor == "postgresql":
        rows = zip(*columns.values(), strict=True)
        _copy(f"COPY {table} ({listed}) FROM STDIN", rows, tuple(defaults.values()))
        return
    marks = ", ".join([*("?" * len(columns)), *map(_literal, defaults.values())])
    start = f"INSERT OR FAIL INTO {table} ({listed}) VALUES "  # noqa: S608 - names of models
    width = len(columns)
    flat: list[Any] = [None] * (width * count)
    for place, values in enumerate(columns.values()):
        flat[place::width] = values
    step = width * _TOGETHER
    whole = len(flat) // step * step
    many = (flat[at : at + step] for at in range(0, whole, step))
    _raw().executemany(start + ", ".join([f"({marks})"] * _TOGETHER), many)
    _raw().executemany(f"{start}({marks})", (flat[at : at + width] for at in range(whole, len(flat), width)))


def lookup(
    model: type[models.Model],
    column: str,
    values: Sequence[str] | Sequence[int],
    select: Sequence[str],
    where: Mapping[str, Any] | None = None,
) -> list[Row]:
    """The `select` columns of rows whose `column` is one of `values` and that fit `where` (column → value)."""
    if not values:
        return []
    table, quote = connection.ops.quote_name(model._meta.db_table), connection.ops.quote_name
    listed = ", ".join(f"t.{quote(name)}" for name in select)
    fitting = [f"t.{quote(name)} = %s" for name in (where or {})]
    given = list((where or {}).values())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            both = " AND ".join([*fitting, f"t.{quote(column)} = ANY(%s)"])
            cursor.execute(f"SELECT {listed} FROM {table} t WHERE {both}", [*given, list(values)])  # noqa: S608
        else:  # CROSS JOIN keeps the list outside: one search for each value, sorted to meet each page once
            both = " AND ".join([*fitting, f"t.{quote(column)} = wanted.value"])
            wanted: list[Any] = list(values)
            wanted.sort()
            cursor.execute(
                f"SELECT {listed} FROM json_each(%s) wanted CROSS JOIN {table} t WHERE {both}",  # noqa: S608
                [json.dumps(wanted), *given],
            )
        found: list[Row] = cursor.fetchall()
        return found


def update_rows(model: type[models.Model], columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Set `columns` of existing rows; each tuple ends with the row's id."""
    if not rows:
        return
    table, quote = connection.ops.quote_name(model._meta.db_table), connection.ops.quote_name
    if connection.vendor == "postgresql":
        settings = ", ".join(f"{quote(name)} = %s" for name in columns)
        with connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {table} SET {settings} WHERE id = %s", rows)  # noqa: S608
    else:
        settings = ", ".join(f"{quote(name)} = ?" for name in columns)
        _raw().executemany(f"UPDATE {table} SET {settings} WHERE id = ?", rows)  # noqa: S608


def lower_rows(model: type[models.Model], column: str, rows: Sequence[Row], where: Mapping[str, Any]) -> int:
    """Set `column` of existing rows, given as (value, id), that fit `where` and have a greater one; how many had."""
    if not rows:
        return 0
    greater = _greater_ids(model, column, min(row[0] for row in rows), sorted(row[1] for row in rows))
    table, name = connection.ops.quote_name(model._meta.db_table), connection.ops.quote_name(column)
    fitting = "".join(f" AND {connection.ops.quote_name(key)} = %s" for key in where)
    statement = f"UPDATE {table} SET {name} = %s WHERE id = %s AND {name} > %s{fitting}"  # noqa: S608
    asked = [(value, pk, value, *where.values()) for value, pk in rows if pk in greater]
    if not asked:
        return 0
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.executemany(statement, asked)
            return int(cursor.rowcount)
    return int(_raw().executemany(statement.replace("%s", "?"), asked).rowcount)


def _greater_ids(model: type[models.Model], column: str, least: Any, ids: Sequence[int]) -> set[int]:
    """Which of these rows have more than `least` in a column: mostly few, and one query spares updates of the rest."""
    table, name = connection.ops.quote_name(model._meta.db_table), connection.ops.quote_name(column)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SELECT id FROM {table} WHERE id = ANY(%s) AND {name} > %s", [list(ids), least])  # noqa: S608
        else:
            cursor.execute(
                f"SELECT t.id FROM json_each(%s) wanted CROSS JOIN {table} t "  # noqa: S608
                f"WHERE t.id = wanted.value AND t.{name} > %s",
                [json.dumps(ids), least],
            )
        return {row[0] for row in cursor.fetchall()}


def delete_where(model: type[models.Model], column: str, values: Sequence[int]) -> None:
    """Delete the rows whose `column` is one of `values`, without cascades."""
    if not values:
        return
    table, name = connection.ops.quote_name(model._meta.db_table), connection.ops.quote_name(column)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"DELETE FROM {table} WHERE {name} = ANY(%s)", [list(values)])  # noqa: S608
        else:
            wanted = json.dumps(list(values))
            cursor.execute(f"DELETE FROM {table} WHERE {name} IN (SELECT value FROM json_each(%s))", [wanted])  # noqa: S608


def _defaults(model: type[models.Model], named: Sequence[str]) -> dict[str, Any]:
    """Column → value for the columns that were not named."""
    found: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        assert field.column
        if field.column in named or field.primary_key:
            continue
        value = field.get_default()
        found[field.column] = field.get_db_prep_save(value, connection) if value is not None else None
        if isinstance(field, models.JSONField):
            found[field.column] = json.dumps(value)
    return found


def _raw() -> Any:
    """The SQLite driver's own connection: Django's cursor rewrites each statement's placeholders."""
    connection.ensure_connection()
    return connection.connection


def _literal(value: Any) -> str:
    """A value written into the statement, so that it is not bound again for each row."""
    if value is None:
        return "NULL"
    return str(int(value)) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def _copy(statement: str, rows: Iterable[Row], tail: Row) -> None:
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row + tail)
