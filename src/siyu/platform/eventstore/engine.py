"""The engine process: owns the DuckDB file and answers other processes over a Unix socket, a thread a connection."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import threading
import time
from contextlib import suppress
from multiprocessing.connection import Client, Connection, Listener, answer_challenge, deliver_challenge
from multiprocessing.context import AuthenticationError
from pathlib import Path
from types import FrameType
from typing import Any

import duckdb
import pyarrow as pa

from siyu.platform.eventstore import wire
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.eventstore.errors import StoreError
from siyu.platform.eventstore.place import Place, here
from siyu.platform.process import FileLock, die_with_parent
from siyu.platform.settings import settings

log = logging.getLogger("siyu.engine")
CALLS = frozenset(
    {"query", "append", "upsert", "mirror_persons", "forget_persons", "attribute", "erase", "watermark", "version"}
    | {"compact", "export", "load", "status"}
)
RETIRE = "retire"
"""The one call that is the engine's own: let a successor take over."""


class Engine:
    """Serves one store until told to stop, or until nobody asked anything for `idle` seconds (None: for ever)."""

    def __init__(self, place: Place, idle: float | None) -> None:
        self._place, self._idle = place, idle
        self._store = DuckStore(place.database, _duckdb_settings(place))
        self._last, self._busy, self._stopping = time.monotonic(), 0, False
        self._counting = threading.Lock()

    def serve(self) -> None:
        """Answer until stopped; the store is checkpointed and closed on the way out."""
        Path(self._place.socket).unlink(missing_ok=True)
        signal.signal(signal.SIGTERM, _leave)
        signal.signal(signal.SIGINT, _leave)
        with suppress(SystemExit), Listener(self._place.socket, family="AF_UNIX", backlog=128) as listener:
            if self._idle is not None:
                threading.Thread(target=self._watch_idle, daemon=True, name="idle").start()
            log.info("engine %s answers", os.getpid())
            self._accept(listener)
        self._stopping = True
        self._store.close()

    def _accept(self, listener: Listener) -> None:
        while True:  # the signal to stop leaves by SystemExit
            threading.Thread(target=self._talk, args=(listener.accept(),), daemon=True).start()

    def _talk(self, connection: Connection) -> None:
        """Answer one client until it hangs up."""
        with connection, suppress(EOFError, OSError, AuthenticationError):
            deliver_challenge(connection, self._place.key())
            answer_challenge(connection, self._place.key())
            while True:
                header, tables = wire.receive(connection)
                with self._counting:
                    self._busy += 1
                try:
                    answer, body = self._answer(header, tables)
                    if not self._stopping:  # else the client asks the next engine
                        wire.send(connection, answer, body)
                finally:
                    with self._counting:
                        self._busy, self._last = self._busy - 1, time.monotonic()
                if self._stopping:
                    return

    def _answer(self, header: dict[str, Any], tables: list[pa.Table]) -> wire.Message:
        """Do one call; every error that belongs to the caller travels back with its type."""
        name, words = header["call"], header["words"]
        if name == RETIRE:
            threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGTERM)).start()
            return {"value": None}, []
        try:
            if name not in CALLS:
                raise StoreError(f"no such call: {name}")
            if tables:
                words[header["table"]] = tables[0]
            result = getattr(self._store, name)(**_typed(words))
        except (duckdb.FatalException, duckdb.InternalException):
            log.exception("the database is in an unknown state; starting afresh")
            os._exit(70)
        except Exception as trouble:  # noqa: BLE001 - a client's mistake never ends the engine
            return {"error": type(trouble).__name__, "message": str(trouble)}, []
        return ({}, [result]) if isinstance(result, pa.Table) else ({"value": result}, [])

    def _watch_idle(self) -> None:
        assert self._idle is not None
        while self._busy or time.monotonic() - self._last < self._idle:
            time.sleep(min(1.0, self._idle / 4))
        os.kill(os.getpid(), signal.SIGTERM)


def retire(place: Place) -> None:
    """Ask the engine that runs now, if any, to make room."""
    with suppress(OSError, EOFError, AuthenticationError), Client(place.socket, authkey=place.key()) as connection:
        wire.send(connection, {"call": RETIRE, "words": {}})
        wire.receive(connection)


def run(*, idle: float | None) -> bool:
    """Own this installation's store and serve; answers False when another engine does already.

    An engine that is to stay (`idle` None) asks one that was started by the way to make room for it.
    """
    place = here()
    lock = FileLock(place.lock)
    if not lock.take(wait=0.3):  # somebody may only be looking whether it is held
        if idle is not None:
            return False
        retire(place)
        if not lock.take(wait=30):
            return False
    try:
        Engine(place, idle).serve()
    finally:
        lock.drop()
    return True


def _typed(words: dict[str, Any]) -> dict[str, Any]:
    """Undo what JSON does to mappings with whole-number keys and to paths."""
    if "person_of" in words:
        words["person_of"] = dict(words["person_of"])
    if "folder" in words:
        words["folder"] = Path(words["folder"])
    return words


def _duckdb_settings(place: Place) -> dict[str, str]:
    found = settings()
    wanted = {"memory_limit": found.engine_memory, "temp_directory": str(place.run / "spill")}
    return {**wanted, **({"threads": str(found.engine_threads)} if found.engine_threads else {})}


def _leave(_signal: int, _frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise SystemExit


def main(arguments: list[str] | None = None) -> int:
    """`python -m siyu.platform.eventstore.engine`: what clients and `siyu serve` start; light, without Django."""
    parser = argparse.ArgumentParser(prog="siyu engine")
    parser.add_argument("--idle", type=float, default=None, help="end after so many seconds without a call")
    parser.add_argument("--parent", type=int, default=0, help="end when this process does")
    said = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname).1s %(name)s %(message)s")
    if said.parent:
        die_with_parent(said.parent)
    return 0 if run(idle=said.idle) else 3


if __name__ == "__main__":
    raise SystemExit(main())
