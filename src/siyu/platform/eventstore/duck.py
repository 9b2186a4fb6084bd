"""The event store in this process: a DuckDB file, or memory for tests."""

from __future__ import annotations

import resource
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from secrets import token_hex
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from siyu.platform.eventstore import files
from siyu.platform.eventstore.errors import QueryError
from siyu.platform.eventstore.gate import Gate
from siyu.platform.eventstore.journal import Journal
from siyu.platform.eventstore.schema import DDL, FACTS, PERSONS, UPGRADES
from siyu.platform.eventstore.store import plain_params

_READS = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN}
# 64 MB of log before a checkpoint: bulk loads would otherwise rewrite the newest blocks every 16 MB.
_SETTINGS = {"checkpoint_threshold": "64MB", "python_enable_replacements": "false"}

_MEMORY_TO_CATCH_UP = "512MB"


class DuckStore:
    """Owns one DuckDB database: any number of readers at once, one writer at a time, none waits for the other."""

    def __init__(self, path: Path | str = ":memory:", settings: Mapping[str, str] | None = None) -> None:
        self._path = None if path == ":memory:" else Path(path)
        self._settings = {**_SETTINGS, **(settings or {})}
        self._gate, self._writing, self._pool = Gate(), threading.Lock(), threading.Lock()
        self._idle: list[duckdb.DuckDBPyConnection] = []
        self._compacting = threading.Lock()
        self._life, self._versions = token_hex(8), Counter[int]()
        self._journal: Journal | None = None
        self._since = time.monotonic()
        self._open()

    def query(self, sql: str, params: Mapping[str, Any] | None = None, *, patience: float | None = None) -> pa.Table:
        """Read with one SELECT of DuckDB SQL and named `$params`; an aware datetime is given as its UTC time."""
        del patience  # nobody to wait for
        with self._cursor() as cursor:
            if not _only_reads(sql):
                raise QueryError("the event store answers one SELECT a query; writes have calls of their own")
            return cursor.sql(sql, params=plain_params(params)).to_arrow_table()

    def append(self, facts: pa.Table, *, source: str, sequence: int) -> int:
        """Add facts unless this source already delivered this sequence."""
        with (
            self._write("append", facts=facts, source=source, sequence=sequence) as cursor,
            _registered(cursor, _numbered(facts)),
        ):
            if not _advance(cursor, source, sequence):
                return 0
            cursor.execute("INSERT INTO facts BY NAME SELECT * EXCLUDE (nth) FROM batch")
        return int(facts.num_rows)

    def upsert(self, facts: pa.Table, *, source: str = "", sequence: int = 0) -> int:
        """Add facts, replacing those of the same event_id; the last of doubles within the table wins."""
        with (
            self._write("upsert", facts=facts, source=source, sequence=sequence) as cursor,
            _registered(cursor, _numbered(facts)),
        ):
            if source and not _advance(cursor, source, sequence):
                return 0
            # No index: the join's smallest and largest id prune the scan. Derived ids begin with their millisecond,
            # so 50,000 new or restated facts touch few row groups; hashed ids read one column whole (docs/develop).
            # Ids may come from outside, so accounts must be equal too; said as a range, it is looked at only where ids
            # meet, which halves the work.
            replaced = _changed(
                cursor,
                "DELETE FROM facts USING batch WHERE facts.event_id = batch.event_id "
                "AND facts.account >= batch.account AND facts.account <= batch.account",
            )
            distinct = cursor.execute("SELECT count(DISTINCT (account, event_id)) FROM batch").fetchall()
            last = "" if distinct == [(facts.num_rows,)] else " QUALIFY row_number() OVER same = 1 "
            window = " WINDOW same AS (PARTITION BY account, event_id ORDER BY nth DESC)" if last else ""
            added = _changed(
                cursor,
                f"INSERT INTO facts BY NAME SELECT * EXCLUDE (nth) FROM batch{window}{last}",  # noqa: S608
            )
        return added - replaced

    def mirror_persons(self, account: int, persons: pa.Table) -> None:
        """Insert or replace mirrored persons of an account by person id."""
        with (
            self._write("mirror_persons", account=account, persons=persons) as cursor,
            _registered(cursor, _fitting(persons, PERSONS)),
        ):
            cursor.execute(
                "DELETE FROM persons USING batch WHERE persons.account = $account AND persons.person = batch.person",
                {"account": account},
            )
            cursor.execute("INSERT INTO persons BY NAME SELECT * FROM batch")

    def forget_persons(self, account: int, persons: list[int]) -> None:
        """Drop mirrored persons; their facts stay where attribution put them."""
        gone = pa.table({"gone": pa.array(persons, pa.int64())})
        with self._write("forget_persons", account=account, persons=persons) as cursor, _registered(cursor, gone):
            cursor.execute(
                "DELETE FROM persons USING batch WHERE persons.account = $account AND person = gone",
                {"account": account},
            )

    def attribute(self, account: int, person_of: Mapping[int, int]) -> int:
        """Give the facts of each identity to its person; answers how many facts moved."""
        moves = pa.table(
            {"moved": pa.array(person_of.keys(), pa.int64()), "to_person": pa.array(person_of.values(), pa.int64())}
        )
        with self._write("attribute", account=account, person_of=person_of) as cursor, _registered(cursor, moves):
            return _changed(
                cursor,
                "UPDATE facts SET person = to_person FROM batch WHERE facts.account = $account "
                "AND facts.identity = moved AND facts.person <> to_person",
                {"account": account},
            )

    def erase(self, account: int, kinds: list[int], channel: str = "") -> int:
        """Drop the facts of these kinds (of one channel, if given); answers how many."""
        with self._write("erase", account=account, kinds=kinds, channel=channel) as cursor:
            return _changed(
                cursor,
                "DELETE FROM facts WHERE account = $account AND list_contains($kinds, kind) "
                "AND ($channel = '' OR channel = $channel)",
                {"account": account, "kinds": kinds, "channel": channel},
            )

    def watermark(self, source: str) -> int:
        """The last sequence that a source delivered; 0 when it never did."""
        found = self.query("SELECT max(sequence) AS last FROM watermark WHERE source = $source", {"source": source})
        return found["last"][0].as_py() or 0

    def version(self, account: int) -> str:
        """A word that changes whenever facts or mirrored persons of an account may have."""
        return f"{self._life}.{self._versions[account]}"

    def compact(self, *, only_if_worth: bool = False) -> dict[str, Any]:
        """Rewrite the file ordered and dense beside the old one; writers and readers wait only for the last moment.

        A copy of one instant is written while all go on. What is written meanwhile is noted and then done again on the
        copy, so that the change of files finds a few batches to catch up with at most. Answers the bytes before and
        after; they are the same where it was not worth it, or where writers were too busy (`given_up`).
        """
        if self._path is None:
            return {"before": 0, "after": 0}
        before = self._path.stat().st_size
        same = {"before": before, "after": before}
        with self._compacting:
            if only_if_worth and not self._worth_rewriting():
                return same
            try:
                fresh = self._copy(self._path)
                if not self._change_files(fresh, self._path):
                    return {**same, "given_up": True}
            finally:
                self._journal = None
        return {"before": before, "after": self._path.stat().st_size}

    def checkpoint(self) -> None:
        """Bring what stands in the log into the file."""
        with self._cursor() as cursor:
            cursor.execute("CHECKPOINT")

    def _worth_rewriting(self) -> bool:
        with self._cursor() as cursor:
            return files.worth_rewriting(cursor)

    def _copy(self, path: Path) -> Path:
        """Write a fresh file as of now and note from now on what is written; answers it."""
        with self._cursor() as cursor:
            files.attach_fresh(cursor, path)
            with self._writing:
                files.begin_snapshot(cursor)
                self._journal = Journal()
            return files.rewrite(cursor, path)

    def _change_files(self, fresh: Path, path: Path) -> bool:
        """Catch up with what was written since the copy, then put it in place; False when writers outran it."""
        journal = self._journal
        assert journal is not None
        spill_beside_it = {name: value for name, value in self._settings.items() if name != "temp_directory"}
        copy = DuckStore(fresh, {**spill_beside_it, "memory_limit": _MEMORY_TO_CATCH_UP})
        try:
            if not journal.replay_until_few(copy):
                return False
            copy.checkpoint()  # else closing the files would do both while all wait
            with self._writing:  # no checkpoint beside a writer; a pause of its own, before the change of files
                self.checkpoint()
            if not journal.replay_until_few(copy):
                return False
            with self._writing:
                if not journal.replay(copy):
                    return False
                copy.close()
                with self._gate.alone():
                    self._close_all()
                    fresh.replace(path)
                    self._open()
        finally:
            copy.close()
        return True

    def export(self, folder: Path) -> dict[str, int]:
        """Write everything of one instant as Parquet files; answers rows by file name."""
        with self._cursor() as cursor:
            return files.export(cursor, folder)

    def load(self, folder: Path) -> dict[str, int]:
        """Replace everything by an export; answers rows by file name."""
        with self._write("load", folder=folder) as cursor:
            return files.load(cursor, folder)

    def status(self, *, patience: float | None = None) -> dict[str, Any]:
        """Figures for the health page: counts, bytes on disk, memory in use, seconds since start."""
        del patience  # nobody to wait for
        found = self.query(
            "SELECT (SELECT count(*) FROM facts) AS facts, (SELECT count(*) FROM persons) AS persons, "
            "(SELECT coalesce(sum(memory_usage_bytes), 0)::BIGINT FROM duckdb_memory()) AS memory_bytes"
        ).to_pylist()[0]
        return {
            **found,
            "file_bytes": self._path.stat().st_size if self._path else 0,
            "peak_resident_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
            "seconds_up": round(time.monotonic() - self._since, 1),
        }

    def close(self) -> None:
        """Let everybody finish, then checkpoint and close the file."""
        with self._writing, self._gate.alone():
            self._close_all()

    def _open(self) -> None:
        self._database = duckdb.connect(str(self._path or ":memory:"), config=dict(self._settings))
        self._database.execute("SET TimeZone = 'UTC'")
        self._database.execute(DDL)
        self._database.execute(UPGRADES)

    def _close_all(self) -> None:
        """Close every connection: DuckDB lets go of the file only with the last one."""
        while self._idle:
            self._idle.pop().close()
        self._database.close()

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Lend a connection; one that met an error is not used again."""
        with self._gate.shared():
            with self._pool:
                cursor = self._idle.pop() if self._idle else self._database.cursor()
            try:
                yield cursor
            except BaseException as trouble:
                cursor.close()
                if isinstance(trouble, (duckdb.FatalException, duckdb.InternalException)):
                    raise
                if isinstance(trouble, (duckdb.Error, pa.ArrowException, KeyError, RuntimeError)):
                    raise QueryError(f"{type(trouble).__name__}: {trouble}") from trouble
                raise
            with self._pool:
                self._idle.append(cursor)

    @contextmanager
    def _write(self, call: str, **words: Any) -> Iterator[duckdb.DuckDBPyConnection]:
        """Lend a connection in a transaction, to one writer at a time; the call is noted while a copy is being made."""
        with self._writing, self._cursor() as cursor:
            cursor.execute("BEGIN")
            try:
                yield cursor
                cursor.execute("COMMIT")
                self._count(words)
                if self._journal is not None:
                    self._journal.note(call, words)
            except BaseException:
                with suppress(duckdb.Error):
                    cursor.execute("ROLLBACK")
                raise

    def _count(self, words: Mapping[str, Any]) -> None:
        """Note whose data changed: the account named, those of the facts, or everybody's."""
        if "account" in words:
            self._versions[words["account"]] += 1
        elif "facts" in words:
            self._versions.update(pc.unique(words["facts"]["account"]).to_pylist())
        else:
            self._life = token_hex(8)


@lru_cache(maxsize=1024)
def _only_reads(sql: str) -> bool:
    statements = duckdb.extract_statements(sql)
    return len(statements) == 1 and statements[0].type in _READS


@contextmanager
def _registered(cursor: duckdb.DuckDBPyConnection, table: pa.Table) -> Iterator[None]:
    cursor.register("batch", table)
    yield
    cursor.unregister("batch")


def _changed(cursor: duckdb.DuckDBPyConnection, sql: str, params: Mapping[str, Any] | None = None) -> int:
    """Run a write and answer how many rows it changed."""
    rows = cursor.execute(sql, dict(params or {})).fetchall()
    return int(rows[0][0]) if rows else 0


def _advance(cursor: duckdb.DuckDBPyConnection, source: str, sequence: int) -> bool:
    """Move a source's watermark; False when the sequence was delivered before."""
    last = cursor.execute("SELECT sequence FROM watermark WHERE source = $source", {"source": source}).fetchall()
    if last and last[0][0] >= sequence:
        return False
    cursor.execute("INSERT OR REPLACE INTO watermark VALUES ($source, $seq)", {"source": source, "seq": sequence})
    return True


def _fitting(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """The table in exactly this schema; raises QueryError where it does not fit."""
    try:
        return table.select(schema.names).cast(schema)
    except (KeyError, pa.ArrowException, ValueError) as misfit:
        raise QueryError(f"the table does not fit: {misfit}") from misfit


def _numbered(facts: pa.Table) -> pa.Table:
    """Facts with `event_id` as DuckDB's UUID and the rows numbered."""
    plain = _fitting(facts, FACTS)
    ids = plain.column("event_id").combine_chunks()
    uuids = pa.ExtensionArray.from_storage(pa.uuid(), ids)
    numbered = plain.set_column(plain.schema.get_field_index("event_id"), "event_id", uuids)
    return numbered.append_column("nth", pa.array(np.arange(facts.num_rows), pa.int64()))
