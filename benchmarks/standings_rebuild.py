"""Standings of everyone from facts: one pass in the event store against PostgreSQL, row by row and at once.

Run: python benchmarks/standings_rebuild.py [PERSONS]   (default 100,000; five order facts a person)
The row-by-row side does what CRMs do: for each person an indexed query sums their orders and refunds and an upsert
writes the row, in transactions of a thousand; a sample is timed and scaled. All sides must agree on every sum.
Our side includes reading, RFM, stages, the ruler and writing the rows to the configured database (SQLite in a folder
of its own unless SIYU_DATABASE_URL is set). PostgreSQL: SIYU_TEST_POSTGRES_URL or localhost.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siyu.config.settings")
os.environ.setdefault("SIYU_HOME", tempfile.mkdtemp(prefix="siyu-bench-"))

import django

django.setup()

import psycopg  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from fans_pages import DAY, NUMBERS, PERSONS  # noqa: E402

from siyu.domains.accounts.actions.open_account import open_account  # noqa: E402
from siyu.domains.accounts.models import Account  # noqa: E402
from siyu.domains.fans.actions.mirror_persons import mirror_persons  # noqa: E402
from siyu.domains.fans.actions.rebuild_standings import rebuild_standings  # noqa: E402
from siyu.domains.fans.models import Standing  # noqa: E402
from siyu.platform import eventstore  # noqa: E402
from siyu.platform.eventstore.duck import DuckStore  # noqa: E402

URL = os.environ.get("SIYU_TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
SAMPLE = 5_000
FACTS = """SELECT unhex(replace(uuid()::VARCHAR, '-', '')) AS event_id, {account}::INTEGER AS account,
1 + (hash(i) % {size})::BIGINT AS person,
1::BIGINT AS identity, TIMESTAMP '2026-10-01' - INTERVAL 1 MINUTE * (hash(i * 3) % 1000000)::BIGINT AS happened_at,
(CASE WHEN i % 7 = 0 THEN 47 ELSE 43 END)::USMALLINT AS kind, 'taobao' AS channel, 'order' AS object_type,
'o' || i AS object_id, (hash(i * 7) % 80000)::BIGINT AS amount_fen, NULL::VARCHAR AS props FROM range({facts}) r(i)"""
SCHEMA = """
CREATE TEMP TABLE facts (person bigint NOT NULL, happened_at timestamptz NOT NULL, kind int NOT NULL,
  amount_fen bigint NOT NULL, object_id text NOT NULL);
CREATE TEMP TABLE standing (person bigint PRIMARY KEY, orders int, net bigint, last timestamptz);
"""
FIGURES = """count(DISTINCT object_id) FILTER (WHERE kind = 43), coalesce(sum(amount_fen) FILTER (WHERE kind = 43), 0)
- coalesce(sum(amount_fen) FILTER (WHERE kind = 47), 0), max(happened_at) FILTER (WHERE kind = 43)"""
UPSERT = "ON CONFLICT (person) DO UPDATE SET orders = excluded.orders, net = excluded.net, last = excluded.last"


def seed(size: int) -> tuple[Account, DuckStore]:
    """An account of so many persons in the database, and their facts in an event store in this process."""
    account = open_account(slug=f"rebuild-{size}", name="Rebuild")
    arrived = DAY[connection.vendor].format(days="0")
    with connection.cursor() as cursor:
        words = {"numbers": NUMBERS.format(size=size), "base": 0, "account": account.pk, "arrived": arrived}
        cursor.execute(PERSONS.format(**words))
    store = DuckStore()
    eventstore.use(store)
    made = store.query(FACTS.format(account=account.pk, size=size, facts=size * 5))
    store.append(made, source="benchmark", sequence=1)
    mirror_persons(account)
    return account, store


def load(postgres: psycopg.Connection, store: DuckStore) -> None:
    """The same facts in PostgreSQL, indexed by person."""
    postgres.execute(SCHEMA)  # type: ignore[arg-type]
    facts = store.query(
        "SELECT person, happened_at || '+00' AS at, kind::INT AS kind, amount_fen, object_id FROM facts"
    )
    with postgres.cursor().copy("COPY facts FROM STDIN") as copy:
        for row in zip(*(facts.column(name).to_pylist() for name in facts.column_names), strict=True):
            copy.write_row(row)
    postgres.execute("CREATE INDEX ON facts (person, kind, happened_at)")
    postgres.execute("ANALYZE facts")


def row_by_row(postgres: psycopg.Connection, persons: int) -> float:
    """Seconds for so many persons, one query and one upsert each."""
    began = time.perf_counter()
    for person in range(1, persons + 1):
        figures = postgres.execute(f"SELECT {FIGURES} FROM facts WHERE person = %s", [person], prepare=True).fetchone()
        assert figures is not None
        postgres.execute(f"INSERT INTO standing VALUES (%s, %s, %s, %s) {UPSERT}", [person, *figures], prepare=True)
        if person % 1000 == 0:
            postgres.commit()
    postgres.commit()
    return time.perf_counter() - began


def at_once(postgres: psycopg.Connection) -> float:
    """Seconds of one statement over everyone."""
    began = time.perf_counter()
    everyone = f"SELECT person, {FIGURES} FROM facts GROUP BY person"
    postgres.execute(f"INSERT INTO standing {everyone} {UPSERT}")  # type: ignore[arg-type]
    postgres.commit()
    return time.perf_counter() - began


def main(size: int) -> None:
    """Print seconds and ratios."""
    call_command("migrate", verbosity=0)
    account, store = seed(size)
    first, again = rebuild_standings(account), rebuild_standings(account)
    print(f"ours, first build, {first.persons:,} rows written: {first.seconds:.2f} s ({connection.vendor})")
    print(f"ours, again, {again.changed:,} rows changed: {again.seconds:.2f} s")
    with psycopg.connect(URL) as postgres:
        load(postgres, store)
        slow = row_by_row(postgres, min(SAMPLE, size)) * size / min(SAMPLE, size)
        fast = at_once(postgres)
        theirs = dict(postgres.execute("SELECT person, net FROM standing WHERE person % 97 = 0").fetchall())
    ours = dict(Standing.objects.of(account).filter(pk__in=list(theirs)[:400]).values_list("pk", "net_paid_fen"))
    assert all(int(theirs[person]) == net for person, net in ours.items()), "the sides disagree"
    for what, seconds in (("row by row", slow), ("one statement, sums only, no RFM", fast)):
        ratios = f"{seconds / first.seconds:.1f}× ours (first), {seconds / again.seconds:.1f}× (again)"
        print(f"PostgreSQL {what}: {seconds:.1f} s → {ratios}")


if __name__ == "__main__":
    main(int(sys.argv[1].replace(",", "")) if len(sys.argv) > 1 else 100_000)
