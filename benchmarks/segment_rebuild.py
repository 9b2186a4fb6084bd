"""Membership of a segment rebuilt: one statement in the event store against PostgreSQL, row by row and at once.

Run: python benchmarks/segment_rebuild.py [FACTS]   (default 500,000; ten facts a person)
The row-by-row side is what tag engines of CRMs do: for each person a prepared, indexed query decides, and who is in
is inserted into a membership table, in transactions of a thousand. PostgreSQL: SIYU_TEST_POSTGRES_URL or localhost.
The tree and the facts are those of segment_speed.py; all three must agree on who is in.
"""

from __future__ import annotations

import os
import sys
import time

import psycopg
import pyarrow as pa
from segment_speed import ACCOUNT, AS_OF, NESTED, seed

from siyu.domains.facts.kinds import KINDS
from siyu.domains.segments.queries import membership
from siyu.platform import eventstore
from siyu.platform.eventstore.duck import DuckStore

URL = os.environ.get("SIYU_TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
SCHEMA = """
CREATE TEMP TABLE facts (person bigint NOT NULL, happened_at timestamptz NOT NULL, kind int NOT NULL);
CREATE TEMP TABLE persons (person bigint PRIMARY KEY);
CREATE TEMP TABLE membership (person bigint PRIMARY KEY);
"""
CODE = {name.split(".")[1]: kind.code for name, kind in KINDS.items()}


def _condition(person: str) -> str:
    """The nested tree of segment_speed.py about one person, in PostgreSQL's words."""
    as_of = f"timestamptz '{AS_OF.isoformat()}'"

    def facts(code: int, days: int | None = None) -> str:
        since = f" AND happened_at > {as_of} - interval '{days * 24} hours'" if days else ""
        return f"FROM facts WHERE person = {person} AND kind = {code} AND happened_at <= {as_of}{since}"

    days = "count(DISTINCT (happened_at AT TIME ZONE 'Asia/Shanghai')::date) >= 2"
    return f"""EXISTS (SELECT {facts(CODE["paid"], 365)})
    AND (EXISTS (SELECT {facts(KINDS["note.liked"].code, 90)})
         OR (SELECT {days} {facts(KINDS["live.entered"].code, 180)}))
    AND NOT EXISTS (SELECT {facts(CODE["refunded"], 365)})
    AND EXISTS (SELECT FROM facts a JOIN facts b ON b.person = a.person AND b.happened_at >= a.happened_at
        AND b.happened_at <= a.happened_at + interval '720 hours' WHERE a.person = {person}
        AND a.kind = {KINDS["product.viewed"].code} AND b.kind = {CODE["paid"]} AND b.happened_at <= {as_of})"""


def load(connection: psycopg.Connection, store: DuckStore) -> list[int]:
    """Copy the same facts and persons into PostgreSQL, indexed; answers the person ids."""
    connection.execute(SCHEMA)  # type: ignore[arg-type]
    table = store.query("SELECT person, happened_at, kind::INTEGER AS kind FROM facts")
    moments = table.column("happened_at").cast(pa.timestamp("ms")).to_pylist()
    rows = zip(table.column("person").to_pylist(), moments, table.column("kind").to_pylist(), strict=True)
    with connection.cursor().copy("COPY facts FROM STDIN") as copy:
        for person, at, kind in rows:
            copy.write_row((person, f"{at.isoformat()}+00", kind))
    ids = store.query("SELECT person FROM persons").column("person").to_pylist()
    with connection.cursor().copy("COPY persons FROM STDIN") as copy:
        for person in ids:
            copy.write_row((person,))
    connection.execute("CREATE INDEX ON facts (person, kind, happened_at)")
    connection.execute("ANALYZE facts")
    connection.execute("ANALYZE persons")
    connection.commit()
    return ids


def row_by_row(connection: psycopg.Connection, ids: list[int]) -> set[int]:
    """Decide about each person by a query of its own."""
    decide = f"SELECT {_condition('%(person)s')}"
    for start in range(0, len(ids), 1000):
        for person in ids[start : start + 1000]:
            found = connection.execute(decide, {"person": person}, prepare=True).fetchone()  # type: ignore[arg-type]
            if found and found[0]:
                connection.execute("INSERT INTO membership VALUES (%s)", (person,), prepare=True)
        connection.commit()
    return {row[0] for row in connection.execute("SELECT person FROM membership")}


def main(facts: int) -> None:
    """Print the three times and their ratios."""
    store = DuckStore()
    eventstore.use(store)
    seed(store, facts)
    ours = 9e9
    for _ in range(5):
        began = time.perf_counter()
        found = membership.members(ACCOUNT, NESTED, AS_OF, limit=None)
        ours = min(ours, time.perf_counter() - began)
    members = {member.person_id for member in found.persons}
    with psycopg.connect(URL) as connection:
        ids = load(connection, store)
        began = time.perf_counter()
        assert row_by_row(connection, ids) == members
        rows = time.perf_counter() - began
        began = time.perf_counter()
        whole = connection.execute(f"SELECT person FROM persons p WHERE {_condition('p.person')}")  # type: ignore[arg-type]
        assert {row[0] for row in whole} == members
        one = time.perf_counter() - began
    print(f"{facts:,} facts, {len(ids):,} persons, {len(members):,} in")
    print(f"Siyu, one statement in the event store: {ours:8.3f} s")
    print(f"PostgreSQL, row by row:                 {rows:8.3f} s  {rows / ours:7.1f}×")
    print(f"PostgreSQL, one statement:              {one:8.3f} s  {one / ours:7.1f}×")


if __name__ == "__main__":
    main(int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else 500_000)
