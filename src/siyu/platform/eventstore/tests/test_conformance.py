"""The store in this process and the store behind the engine answer the same to the same calls."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from siyu.platform.eventstore import EventStore
from siyu.platform.eventstore.client import RemoteStore
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.eventstore.engine import retire
from siyu.platform.eventstore.errors import QueryError, StoreUnavailableError
from siyu.platform.eventstore.place import Place
from siyu.platform.eventstore.schema import PERSONS
from siyu.platform.process import FileLock
from siyu.platform.testing.facts import START_MS, some_facts


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteStore]:
    """One engine process for all tests of this module: starting one takes longer than any of them."""
    place = Place(tmp_path_factory.mktemp("engine"))
    store = RemoteStore(place)
    yield store
    store.close()
    retire(place)


@pytest.fixture(params=["memory", "file", "engine"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[EventStore]:
    """An empty store of each kind."""
    if request.param == "engine":
        shared: RemoteStore = request.getfixturevalue("engine")
        (tmp_path / "nothing").mkdir()
        shared.load(tmp_path / "nothing")
        yield shared
        return
    made = DuckStore() if request.param == "memory" else DuckStore(tmp_path / "events.duckdb")
    yield made
    made.close()


def _sums(store: EventStore) -> tuple[int, int]:
    row = store.query("SELECT count(*) AS n, coalesce(sum(amount_fen), 0)::BIGINT AS s FROM facts").to_pylist()[0]
    return row["n"], row["s"]


def test_append_is_once_per_sequence(store: EventStore) -> None:
    assert store.watermark("a") == 0
    assert [store.append(some_facts(range(5)), source="a", sequence=7) for _ in range(2)] == [5, 0]
    assert store.append(some_facts(range(5, 8)), source="b", sequence=1) == 3
    assert _sums(store) == (8, 800)
    assert (store.watermark("a"), store.watermark("b")) == (7, 1)


def test_upsert_replaces_and_counts_the_new(store: EventStore) -> None:
    assert store.upsert(some_facts(range(5))) == 5
    assert store.upsert(some_facts(range(3, 7), amount_fen=70)) == 2
    assert _sums(store) == (7, 3 * 100 + 4 * 70)
    assert store.upsert(some_facts([1]), source="a", sequence=1) == 0
    assert store.upsert(some_facts([99]), source="a", sequence=1) == 0
    assert _sums(store)[0] == 7


def test_a_restated_fact_may_move_in_time(store: EventStore) -> None:
    store.upsert(some_facts(range(3)))
    assert store.upsert(some_facts([2], happened_at=START_MS + 10**10)) == 0
    assert _sums(store) == (3, 300)


def test_the_last_of_doubles_in_one_batch_wins(store: EventStore) -> None:
    doubled = pa.concat_tables([some_facts([1, 2]), some_facts([1], amount_fen=5), some_facts([1], amount_fen=9)])
    assert store.upsert(doubled) == 2
    assert _sums(store) == (2, 109)


def test_parameters_keep_their_types(store: EventStore) -> None:
    at = datetime(2026, 1, 2, 8, 30, 0, 123000, tzinfo=timezone(timedelta(hours=8)))
    params: dict[str, Any] = {"at": at, "day": at.date(), "n": 3, "f": 0.5, "s": "喜'\"", "l": [1, 2], "no": None}
    row = store.query("SELECT $at AS at, $day AS day, $n AS n, $f AS f, $s AS s, $l AS l, $no AS no", params)
    assert row.to_pylist() == [{**params, "at": at.astimezone(UTC).replace(tzinfo=None)}]


def test_instants_compare_in_utc(store: EventStore) -> None:
    store.upsert(some_facts(range(10)))
    border = datetime.fromtimestamp(START_MS / 1000 + 5, timezone(timedelta(hours=8)))
    assert store.query("SELECT count(*) AS n FROM facts WHERE happened_at < $t", {"t": border})["n"][0].as_py() == 5


@pytest.mark.parametrize(
    "sql", ["SELEC 1", "SELECT nothing FROM facts", "DELETE FROM facts", "SELECT 1; SELECT 2", "SELECT $missing", ""]
)
def test_wrong_queries_are_told_apart(store: EventStore, sql: str) -> None:
    store.upsert(some_facts([1]))
    with pytest.raises(QueryError):
        store.query(sql)
    assert _sums(store) == (1, 100)


def test_a_table_that_does_not_fit_changes_nothing(store: EventStore) -> None:
    store.upsert(some_facts([1]))
    for wrong in (pa.table({"x": [1]}), some_facts([2], channel=None)):
        with pytest.raises(QueryError):
            store.upsert(wrong, source="a", sequence=4)
    assert _sums(store) == (1, 100)
    assert store.watermark("a") == 0


def test_attribution_follows_identities(store: EventStore) -> None:
    store.upsert(some_facts(range(6)))
    store.upsert(pa.concat_tables([some_facts([50], account=2, identity=3, person=3)]))
    assert store.attribute(1, {3: 1, 4: 1}) == 2
    assert store.attribute(1, {3: 1, 4: 1}) == 0
    assert store.attribute(1, {}) == 0
    rows = store.query(
        "SELECT account, person, count(*) AS n FROM facts WHERE person IN (1, 3) GROUP BY ALL ORDER BY ALL"
    )
    assert rows.to_pylist() == [{"account": 1, "person": 1, "n": 3}, {"account": 2, "person": 3, "n": 1}]


def test_the_mirror_of_persons_replaces_and_forgets(store: EventStore) -> None:
    def persons(*ids: int, city: str) -> pa.Table:
        rows = [{"account": 1, "person": i, "key": f"k{i}", "city": city, "birthday_md": None} for i in ids]
        return pa.Table.from_pylist(rows, schema=PERSONS)

    store.mirror_persons(1, persons(1, 2, 3, city="杭州"))
    store.mirror_persons(1, persons(2, city="上海"))
    store.forget_persons(1, [3, 9])
    rows = store.query("SELECT person, city FROM persons WHERE account = 1 ORDER BY person").to_pylist()
    assert rows == [{"person": 1, "city": "杭州"}, {"person": 2, "city": "上海"}]


def test_a_file_of_before_gets_its_new_columns(tmp_path: Path) -> None:
    """The mirror once had no words to search; what it held stays, and a rewriting keeps the order of columns."""
    file = tmp_path / "events.duckdb"
    with duckdb.connect(str(file)) as old:
        old.execute(
            "CREATE TABLE persons (account INTEGER NOT NULL, person BIGINT NOT NULL, key VARCHAR NOT NULL, "
            "city VARCHAR, birthday_md VARCHAR)"
        )
        old.execute("INSERT INTO persons VALUES (1, 7, 'k7', '杭州', NULL)")
    store = DuckStore(file)
    row = {"account": 1, "person": 8, "key": "k8", "city": None, "birthday_md": "06-18", "words": "小红"}
    store.mirror_persons(1, pa.Table.from_pylist([row], schema=PERSONS))
    store.compact()
    store.close()
    again = DuckStore(file)
    assert again.query("FROM persons ORDER BY person").to_pylist() == [
        {**row, "person": 7, "key": "k7", "city": "杭州", "birthday_md": None, "words": None}, row,
    ]  # fmt: skip
    again.close()


def test_who_can_do_without_waits_no_longer(tmp_path: Path) -> None:
    place = Place(tmp_path)
    lock = FileLock(place.lock)  # somebody holds the store and does not answer
    assert lock.take(wait=1)
    began = time.monotonic()
    with pytest.raises(StoreUnavailableError):
        RemoteStore(place).query("SELECT 1", patience=0.2)
    assert time.monotonic() - began < 5
    lock.drop()


def test_erase_takes_kinds_of_one_account(store: EventStore) -> None:
    store.upsert(pa.concat_tables([some_facts(range(3)), some_facts([7], kind=42), some_facts([8], account=2)]))
    assert store.erase(1, [43, 44], "douyin") == 0
    assert store.erase(1, [43, 44]) == 3
    assert _sums(store)[0] == 2


def test_an_export_loads_back(store: EventStore, tmp_path: Path) -> None:
    store.upsert(some_facts(range(0, 6_000_000, 600_000)), source="outbox", sequence=12)
    rows = store.export(tmp_path / "out")
    assert sum(n for name, n in rows.items() if name.startswith("facts-")) == 10
    assert len(rows) > 3, "several months"
    store.erase(1, [43])
    store.append(some_facts([5]), source="outbox", sequence=20)
    assert store.load(tmp_path / "out") == rows
    assert _sums(store) == (10, 1000)
    assert store.watermark("outbox") == 12


def test_compaction_changes_no_row(store: EventStore) -> None:
    store.upsert(some_facts(range(0, 6_000_000, 60_000)), source="outbox", sequence=3)
    store.erase(1, [42])
    store.attribute(1, {60_000: 1})
    before = store.query("FROM facts ORDER BY event_id")
    store.compact()
    assert store.query("FROM facts ORDER BY event_id").equals(before)
    assert store.upsert(some_facts([0, 1]), source="outbox", sequence=4) == 1
    assert store.watermark("outbox") == 4


def test_the_version_follows_the_data_of_its_account(store: EventStore, tmp_path: Path) -> None:
    seen = [store.version(1)]

    def moved() -> bool:
        seen.append(store.version(1))
        return seen[-1] not in seen[:-1]

    assert not moved()
    store.upsert(some_facts([1, 2]))
    assert moved()
    store.append(some_facts([3], account=2), source="a", sequence=1)
    assert not moved(), "another account's facts change nothing here"
    store.attribute(1, {2: 1})
    assert moved()
    store.mirror_persons(1, pa.Table.from_pylist([{"account": 1, "person": 1, "key": "k"}], schema=PERSONS))
    assert moved()
    store.erase(1, [43])
    assert moved()
    store.export(tmp_path / "out")
    store.compact()
    assert not moved()
    store.load(tmp_path / "out")
    assert moved()


def test_status_counts(store: EventStore) -> None:
    store.upsert(some_facts(range(4)))
    assert store.status()["facts"] == 4
