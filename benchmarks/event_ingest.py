"""Facts a second into the event store, through the socket and as restated batches, beside DuckDB's own insert.

Run: `.venv/bin/python benchmarks/event_ingest.py [--facts 2000000] [--filled 10000000]`. Prints ratios: figures of one
machine say little about another.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from siyu.platform.eventstore.client import RemoteStore
from siyu.platform.eventstore.engine import retire
from siyu.platform.eventstore.place import Place
from siyu.platform.eventstore.schema import DDL, FACTS

START = 1_700_000_000_000
BATCH = 50_000


def facts(first: int, count: int, *, hashed: bool = False) -> pa.Table:
    """Facts in time order, 6 s apart, with ids that begin with their millisecond, or with hashed ones."""
    numbers = np.arange(first, first + count)
    at = START + numbers * 6000
    ids = np.random.default_rng(first).integers(0, 256, (count, 16), dtype=np.uint8)
    if not hashed:
        ids[:, :6] = at.astype(">u8").view(np.uint8).reshape(-1, 8)[:, 2:]
    persons = numbers * 7919 % 1_000_003
    columns = {
        "event_id": pa.Array.from_buffers(pa.binary(16), count, [None, pa.py_buffer(ids.tobytes())]),
        "account": pa.array(np.full(count, 1, dtype=np.int32)), "person": pa.array(persons),
        "identity": pa.array(persons), "happened_at": pa.array(at).cast(pa.timestamp("ms")),
        "kind": pa.array((numbers % 9 + 40).astype(np.uint16)), "channel": pa.array(["taobao"] * count),
        "object_type": pa.array(["order"] * count), "object_id": pa.array([f"o{n}" for n in numbers]),
        "amount_fen": pa.array(numbers % 100_000), "props": pa.nulls(count, pa.string()),
    }  # fmt: skip
    return pa.table(columns).select(FACTS.names).cast(FACTS)


def seconds(step: Callable[[], object]) -> float:
    began = time.perf_counter()
    step()
    return time.perf_counter() - began


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--facts", type=int, default=1_000_000)
    asked.add_argument("--filled", type=int, default=0, help="facts in the store when single batches are measured")
    said = asked.parse_args()
    tables = [facts(first, BATCH) for first in range(0, said.facts, BATCH)]
    with tempfile.TemporaryDirectory() as folder:
        bare = duckdb.connect(str(Path(folder, "bare.duckdb")))
        bare.execute(DDL)

        def insert(table: pa.Table) -> None:
            bare.register("batch", table)
            bare.execute("INSERT INTO facts BY NAME SELECT * REPLACE (md5(event_id)::UUID AS event_id) FROM batch")

        alone = sum(seconds(lambda table=table: insert(table)) for table in tables)
        bare.close()
        place = Place(Path(folder))
        store = RemoteStore(place)
        store.query("SELECT 1")
        ours = sum(seconds(lambda table=table: store.upsert(table)) for table in tables)
        again = sum(seconds(lambda table=table: store.upsert(table)) for table in tables)
        print(f"bare DuckDB insert      {said.facts / alone:>10,.0f} facts/s   1.00")
        print(f"upsert through socket   {said.facts / ours:>10,.0f} facts/s   {alone / ours:.2f}")
        print(f"the same facts again    {said.facts / again:>10,.0f} facts/s   {alone / again:.2f}")
        calls = statistics.median(seconds(lambda: store.query("SELECT 1")) for _ in range(200))
        print(f"a call that does nothing {calls * 1000:.2f} ms")
        if said.filled:
            _filled(store, said.facts, said.filled)
        store.close()
        retire(place)


def _filled(store: RemoteStore, there: int, wanted: int) -> None:
    for first in range(there, wanted, 500_000):
        store.upsert(facts(first, min(500_000, wanted - first)))
    for what, table in {
        "new at the end": facts(wanted, BATCH),
        "restated from the middle": facts(wanted // 2, BATCH),
        "new, hashed ids": facts(wanted + BATCH, BATCH, hashed=True),
    }.items():
        took = seconds(lambda table=table: store.upsert(table))
        print(f"{BATCH:,} {what} at {wanted:,}: {took * 1000:.0f} ms")
    page = (
        "SELECT * FROM facts WHERE account = 1 AND person = $p AND happened_at > $s ORDER BY happened_at DESC LIMIT 30"
    )
    looks = {"timeline, last two months": START + wanted * 6000 - 62 * 86_400_000, "timeline, everything": 0}
    for what, since in looks.items():
        params = {"p": 77, "s": np.datetime64(since, "ms").astype(object)}
        took = statistics.median(seconds(lambda params=params: store.query(page, params)) for _ in range(9))
        print(f"{what}: {took * 1000:.1f} ms")
    print(f"compaction: {seconds(store.compact):.1f} s for {wanted:,} facts")


if __name__ == "__main__":
    main()
