"""The store's files: rewriting the database dense and ordered, Parquet out and in."""

from __future__ import annotations

from pathlib import Path

import duckdb

from siyu.platform.eventstore.schema import DDL

_MONTHS = "SELECT DISTINCT date_trunc('month', happened_at)::TIMESTAMP AS month FROM facts ORDER BY month"
_ONE_MONTH = (
    "FROM facts WHERE happened_at >= $month AND happened_at < $month + INTERVAL 1 MONTH "
    "ORDER BY kind, person, happened_at, event_id"
)
_SMALL = ("persons", "watermark")
_ORDERED = "rewritten"  # a watermark of our own: how many facts the last rewriting put in order


def worth_rewriting(cursor: duckdb.DuckDBPyConnection) -> bool:
    """Whether a fifth of the file is dead space, or a tenth of the facts came since the last rewriting."""
    ((free, blocks),) = cursor.execute("SELECT free_blocks, total_blocks FROM pragma_database_size()").fetchall()
    ((facts,),) = cursor.execute("SELECT count(*) FROM facts").fetchall()
    ((ordered,),) = cursor.execute("SELECT max(sequence) FROM watermark WHERE source = $s", {"s": _ORDERED}).fetchall()
    return bool(free * 5 > blocks > 100 or facts - (ordered or 0) > max(100_000, facts // 10))


def attach_fresh(cursor: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Attach an empty fresh file beside the store's."""
    fresh = fresh_file(path)
    fresh.unlink(missing_ok=True)
    fresh.with_name(fresh.name + ".wal").unlink(missing_ok=True)
    cursor.execute(f"ATTACH '{fresh}' AS fresh")
    cursor.execute(DDL.replace("EXISTS ", "EXISTS fresh."))


def fresh_file(path: Path) -> Path:
    """Where the copy of a store's file is made."""
    return path.with_suffix(".fresh")


def begin_snapshot(cursor: duckdb.DuckDBPyConnection) -> None:
    """From here on the cursor sees the store of this instant, whatever others write."""
    cursor.execute("BEGIN")
    cursor.execute("SELECT (SELECT count(*) FROM facts), (SELECT count(*) FROM persons), count(*) FROM watermark")


def rewrite(cursor: duckdb.DuckDBPyConnection, path: Path) -> Path:
    """Write what the cursor sees into the fresh file, each month by kind, person and time; answers that file."""
    for (month,) in cursor.execute(_MONTHS).fetchall():
        cursor.execute(f"INSERT INTO fresh.facts {_ONE_MONTH}", {"month": month})
    for table in _SMALL:
        cursor.execute(f"INSERT INTO fresh.{table} FROM {table}")
    cursor.execute(
        "INSERT OR REPLACE INTO fresh.watermark SELECT $source, count(*) FROM fresh.facts", {"source": _ORDERED}
    )
    cursor.execute("COMMIT")
    cursor.execute("CHECKPOINT fresh")
    cursor.execute("DETACH fresh")
    return fresh_file(path)


def export(cursor: duckdb.DuckDBPyConnection, folder: Path) -> dict[str, int]:
    """Write facts as one Parquet file a month, and the small tables, all of one instant."""
    folder.mkdir(parents=True, exist_ok=True)
    rows: dict[str, int] = {}
    cursor.execute("BEGIN")
    for (month,) in cursor.execute(_MONTHS).fetchall():
        name = f"facts-{month:%Y-%m}.parquet"
        rows[name] = _copy(cursor, f"SELECT * {_ONE_MONTH}".replace("$month", f"TIMESTAMP '{month}'"), folder / name)
    for table in _SMALL:
        rows[f"{table}.parquet"] = _copy(cursor, f"FROM {table} ORDER BY ALL", folder / f"{table}.parquet")
    cursor.execute("COMMIT")
    return rows


def load(cursor: duckdb.DuckDBPyConnection, folder: Path) -> dict[str, int]:
    """Replace all rows by those of an export, in the caller's transaction."""
    rows: dict[str, int] = {}
    for table in ("facts", *_SMALL):
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608
    for file in sorted(folder.glob("*.parquet")):
        table = file.stem.split("-", 1)[0]
        if table not in ("facts", *_SMALL):
            continue
        read = cursor.execute(
            f"INSERT INTO {table} BY NAME SELECT * FROM read_parquet($file)",  # noqa: S608
            {"file": str(file)},
        ).fetchall()
        rows[file.name] = int(read[0][0])
    return rows


def _copy(cursor: duckdb.DuckDBPyConnection, select: str, file: Path) -> int:
    written = cursor.execute(f"COPY ({select}) TO '{file}' (FORMAT parquet, COMPRESSION zstd)").fetchall()
    return int(written[0][0])
