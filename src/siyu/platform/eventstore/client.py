"""The event store from any other process: calls go to the engine, which is started when none runs."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from multiprocessing.connection import Client, Connection
from multiprocessing.context import AuthenticationError
from pathlib import Path
from typing import Any

import pyarrow as pa

from siyu.platform.eventstore import wire
from siyu.platform.eventstore.errors import BY_NAME, QueryError, StoreUnavailableError
from siyu.platform.eventstore.place import Place, here
from siyu.platform.process import FileLock

PATIENCE = 30.0  # seconds for an engine to come (back) before the caller is told
_IDLE_ENGINE = 60.0  # seconds an engine started by the way stays without work
_MOST_LOST = 4  # a call that took so many engines down is not tried again
_GONE = (EOFError, OSError, AuthenticationError)


class RemoteStore:
    """Safe for threads and forks: connections are pooled, and a forked child begins with none.

    Every call may be repeated, so one that was cut off is sent again: no acknowledged write is lost. The count that
    a repeated write answers is then that of the repetition.
    """

    def __init__(self, place: Place | None = None) -> None:
        self._place = place or here()
        self._process, self._lock = os.getpid(), threading.Lock()
        self._idle: list[Connection] = []
        self._started: subprocess.Popen[bytes] | None = None

    def query(self, sql: str, params: Mapping[str, Any] | None = None, *, patience: float | None = None) -> pa.Table:
        """Read with one SELECT of DuckDB SQL and named `$params`; an aware datetime is given as its UTC time."""
        _, tables = self._call("query", {"sql": sql, "params": dict(params or {})}, patience=patience)
        return tables[0]

    def append(self, facts: pa.Table, *, source: str, sequence: int) -> int:
        """Add facts unless this source already delivered this sequence."""
        return int(self._ask("append", {"source": source, "sequence": sequence}, facts=facts))

    def upsert(self, facts: pa.Table, *, source: str = "", sequence: int = 0) -> int:
        """Add facts, replacing those of the same event_id; answers how many ids were new."""
        return int(self._ask("upsert", {"source": source, "sequence": sequence}, facts=facts))

    def mirror_persons(self, account: int, persons: pa.Table) -> None:
        """Insert or replace mirrored persons of an account by person id."""
        self._ask("mirror_persons", {"account": account}, persons=persons)

    def forget_persons(self, account: int, persons: list[int]) -> None:
        """Drop mirrored persons; their facts stay where attribution put them."""
        self._ask("forget_persons", {"account": account, "persons": list(persons)})

    def attribute(self, account: int, person_of: Mapping[int, int]) -> int:
        """Give the facts of each identity to its person; answers how many facts moved."""
        return int(self._ask("attribute", {"account": account, "person_of": list(person_of.items())}))

    def erase(self, account: int, kinds: list[int], channel: str = "") -> int:
        """Drop the facts of these kinds (of one channel, if given); answers how many."""
        return int(self._ask("erase", {"account": account, "kinds": list(kinds), "channel": channel}))

    def watermark(self, source: str) -> int:
        """The last sequence that a source delivered; 0 when it never did."""
        return int(self._ask("watermark", {"source": source}))

    def version(self, account: int) -> str:
        """A word that changes whenever facts or mirrored persons of an account may have."""
        return str(self._ask("version", {"account": account}))

    def compact(self, *, only_if_worth: bool = False) -> dict[str, Any]:
        """Rewrite the file ordered and dense; answers the bytes before and after."""
        return dict(self._ask("compact", {"only_if_worth": only_if_worth}))

    def export(self, folder: Path) -> dict[str, int]:
        """Write everything of one instant as Parquet files; answers rows by file name."""
        return dict(self._ask("export", {"folder": str(folder.resolve())}))

    def load(self, folder: Path) -> dict[str, int]:
        """Replace everything by an export; answers rows by file name."""
        return dict(self._ask("load", {"folder": str(folder.resolve())}))

    def status(self, *, patience: float | None = None) -> dict[str, Any]:
        """Figures for the health page."""
        header, _ = self._call("status", {}, patience=patience)
        return dict(header["value"])

    def close(self) -> None:
        """Hang up; the next call connects again."""
        with self._lock:
            while self._idle:
                self._idle.pop().close()

    def _ask(self, name: str, words: dict[str, Any], **table: pa.Table) -> Any:
        header, _ = self._call(name, words, **table)
        return header["value"]

    def _call(
        self, name: str, words: dict[str, Any], *, patience: float | None = None, **table: pa.Table
    ) -> wire.Message:
        """Send until answered; raises the engine's typed error, or StoreUnavailableError after `patience` seconds."""
        header = {"call": name, "words": words, "table": next(iter(table), None)}
        until, lost = time.monotonic() + (PATIENCE if patience is None else patience), 0
        while True:
            connection = self._connect(until)
            try:
                wire.send(connection, header, list(table.values()))
                answer, tables = wire.receive(connection)
            except _GONE as cut:
                connection.close()
                self.close()  # the others in the pool died with the same engine
                lost += 1
                if lost >= _MOST_LOST or time.monotonic() > until:
                    raise StoreUnavailableError(f"{name}: the engine broke off {lost} times") from cut
                continue
            except BaseException:  # interrupted half-way: this connection's next answer would be the wrong one
                connection.close()
                raise
            with self._lock:
                self._idle.append(connection)
            if "error" in answer:
                raise BY_NAME.get(answer["error"], QueryError)(answer["message"])
            return answer, tables

    def _connect(self, until: float) -> Connection:
        """A pooled connection or a new one, starting an engine when nobody answers."""
        if self._process != os.getpid():
            self._start_over()
        with self._lock:
            if self._idle:
                return self._idle.pop()
        pause = 0.01
        while True:
            try:
                return Client(self._place.socket, family="AF_UNIX", authkey=self._place.key())
            except _GONE as nobody:
                if time.monotonic() > until:
                    raise StoreUnavailableError(f"no engine answers; see {self._place.log}") from nobody
                self._start_engine()
            time.sleep(pause)
            pause = min(pause * 1.5, 0.1)

    def _start_engine(self) -> None:
        """Start one in the background, unless one is on its way or `siyu serve` does; the lock picks a winner."""
        coming = self._started is not None and self._started.poll() is None
        if coming or self._place.supervised() or FileLock(self._place.lock).held_by_someone():
            return
        with self._place.log.open("a") as said:
            self._started = subprocess.Popen(
                [sys.executable, "-m", "siyu.platform.eventstore.engine", "--idle", str(_IDLE_ENGINE)],
                stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True,
                env={**os.environ, "SIYU_HOME": str(self._place.home)},
            )  # fmt: skip

    def _start_over(self) -> None:
        """Begin with an empty pool, as a forked process must."""
        self._process, self._lock, self._idle, self._started = os.getpid(), threading.Lock(), [], None
