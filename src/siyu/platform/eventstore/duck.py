"""The event store in this process: a DuckDB file, or memory for tests."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from siyu.platform.eventstore.schema import DDL


class DuckStore:
    """Owns one DuckDB database; a cursor per thread reads, one lock keeps writers in line."""

    def __init__(self, path: Path | str = ":memory:") -> None:
        self._database = duckdb.connect(str(path))
        self._database.execute(DDL)
        self._threads = threading.local()
        self._writing = threading.Lock()

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        cursor: duckdb.DuckDBPyConnection | None = getattr(self._threads, "cursor", None)
        if cursor is None:
            cursor = self._threads.cursor = self._database.cursor()
        return cursor

    @contextmanager
    def _write(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._writing:
            cursor = self._cursor()
            cursor.execute("BEGIN")
            try:
                yield cursor
                cursor.execute("COMMIT")
            except BaseException:
                cursor.execute("ROLLBACK")
                raise

    def query(self, sql: str, params: Mapping[str, Any] | None = None) -> pa.Table:
        """Read with DuckDB SQL and named `$params`."""
        return self._cursor().sql(sql, params=dict(params or {})).to_arrow_table()

    def append(self, facts: pa.Table, *, source: str, sequence: int) -> int:
        """Add facts unless this source already delivered this sequence."""
        with self._write() as cursor:
            if not _advance(cursor, source, sequence):
                return 0
            _insert(cursor, facts)
        return int(facts.num_rows)

    def upsert(self, facts: pa.Table, *, source: str = "", sequence: int = 0) -> int:
        """Add facts, replacing those of the same event_id; the last of doubles within the table wins."""
        with self._write() as cursor:
            if source and not _advance(cursor, source, sequence):
                return 0
            cursor.register("batch", _with_uuid(facts))
            cursor.execute("CREATE OR REPLACE TEMP TABLE incoming AS SELECT * FROM batch")
            cursor.unregister("batch")
            cursor.execute("DELETE FROM facts USING incoming WHERE facts.event_id = incoming.event_id")
            replaced = cursor.fetchone()
            cursor.execute(
                "INSERT INTO facts BY NAME SELECT * EXCLUDE (nth) FROM incoming "
                "QUALIFY row_number() OVER (PARTITION BY event_id ORDER BY nth DESC) = 1"
            )
            added = cursor.fetchone()
        return (added[0] if added else 0) - (replaced[0] if replaced else 0)

    def mirror_persons(self, account: int, persons: pa.Table) -> None:
        """Insert or replace mirrored persons of an account by person id."""
        with self._write() as cursor:
            cursor.register("batch", persons)
            cursor.execute(
                "DELETE FROM persons USING batch WHERE persons.account = $account AND persons.person = batch.person",
                {"account": account},
            )
            cursor.execute("INSERT INTO persons BY NAME SELECT * FROM batch")
            cursor.unregister("batch")

    def forget_persons(self, account: int, persons: list[int]) -> None:
        """Drop mirrored persons; their facts stay where attribution put them."""
        with self._write() as cursor:
            cursor.execute(
                "DELETE FROM persons WHERE account = $account AND list_contains($gone, person)",
                {"account": account, "gone": persons},
            )

    def attribute(self, account: int, person_of: Mapping[int, int]) -> int:
        """Give the facts of each identity to its person; answers how many facts moved."""
        moves = pa.table({"identity": list(person_of), "to_person": list(person_of.values())})
        with self._write() as cursor:
            cursor.register("moves", moves)
            cursor.execute(
                "UPDATE facts SET person = to_person FROM moves WHERE facts.account = $account "
                "AND facts.identity = moves.identity AND facts.person <> to_person",
                {"account": account},
            )
            moved = cursor.fetchone()
            cursor.unregister("moves")
        return int(moved[0]) if moved else 0

    def close(self) -> None:
        """Checkpoint and close the file."""
        self._database.close()


def _advance(cursor: duckdb.DuckDBPyConnection, source: str, sequence: int) -> bool:
    """Move a source's watermark; False when the sequence was delivered before."""
    row = cursor.execute("SELECT sequence FROM watermark WHERE source = $source", {"source": source}).fetchone()
    if row and row[0] >= sequence:
        return False
    cursor.execute("INSERT OR REPLACE INTO watermark VALUES ($source, $seq)", {"source": source, "seq": sequence})
    return True


def _insert(cursor: duckdb.DuckDBPyConnection, facts: pa.Table) -> None:
    cursor.register("batch", _with_uuid(facts))
    cursor.execute("INSERT INTO facts BY NAME SELECT * EXCLUDE (nth) FROM batch")
    cursor.unregister("batch")


def _with_uuid(facts: pa.Table) -> pa.Table:
    """Turn the 16 bytes of event_id into what DuckDB reads as UUID, and number the rows."""
    ids = facts.column("event_id").combine_chunks()
    uuids = pa.ExtensionArray.from_storage(pa.uuid(), ids.cast(pa.binary(16)))
    numbered = facts.set_column(facts.schema.get_field_index("event_id"), "event_id", uuids)
    return numbered.append_column("nth", pa.array(range(facts.num_rows), pa.int64()))
