"""Compaction under writers: the rewritten file is what the old one would be, and nobody waits for the copying."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from siyu.platform.eventstore import files, journal
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.eventstore.schema import PERSONS
from siyu.platform.testing.facts import START_MS, some_facts

MONTH = 31 * 86_400
Arrange = Callable[[Callable[[], object]], None]


def _filled(store: DuckStore) -> None:
    store.upsert(some_facts(range(0, 6 * MONTH, MONTH // 20)), source="outbox", sequence=3)


def _writes(store: DuckStore) -> None:
    """One of every kind of write, some on what was there and some new, and one fact that changes its month."""
    persons = pa.Table.from_pylist(
        [{"account": 1, "person": n, "key": f"k{n}", "city": None, "birthday_md": None} for n in (1, 2, 3)],
        schema=PERSONS,
    )
    store.upsert(some_facts([0, 7]), source="outbox", sequence=4)
    store.upsert(some_facts([MONTH // 20 * 20], amount_fen=5, happened_at=START_MS))
    store.append(some_facts([11, 12]), source="other", sequence=1)
    store.mirror_persons(1, persons)
    store.forget_persons(1, [2])
    store.attribute(1, {0: 3, 7: 3})
    store.upsert(some_facts([5 * MONTH + 1], kind=42))
    store.erase(1, [42])


def _contents(store: DuckStore) -> list[pa.Table]:
    return [store.query(sql) for sql in ("FROM facts ORDER BY account, event_id", "FROM persons ORDER BY ALL")]


def _count(store: DuckStore) -> int:
    return int(store.query("SELECT count(*) AS n FROM facts")["n"][0].as_py())


@pytest.fixture
def during_the_copy(monkeypatch: pytest.MonkeyPatch) -> Arrange:
    """`during_the_copy(act)`: done when the copy has seen the store and before it is finished."""
    whole = files.rewrite

    def arrange(act: Callable[[], object]) -> None:
        def rewrite(cursor: duckdb.DuckDBPyConnection, path: Path) -> Path:
            act()
            return whole(cursor, path)

        monkeypatch.setattr(files, "rewrite", rewrite)

    return arrange


def test_what_is_written_meanwhile_is_in_the_new_file(tmp_path: Path, during_the_copy: Arrange) -> None:
    plain, store = DuckStore(), DuckStore(tmp_path / "events.duckdb")
    for each in (plain, store):
        _filled(each)
    before = _count(store)
    _writes(plain)
    during_the_copy(lambda: _writes(store))
    assert "given_up" not in store.compact()
    assert _contents(store) == _contents(plain)
    assert _count(store) == before + 3, "7, 11 and 12 came; the fact of kind 42 came and went"
    assert [store.watermark(each) for each in ("outbox", "other")] == [4, 1]
    store.close()
    again = DuckStore(tmp_path / "events.duckdb")
    assert _contents(again) == _contents(plain), "and it is on disk"
    again.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["events.duckdb"]


def test_a_store_replaced_meanwhile_keeps_what_replaced_it(tmp_path: Path, during_the_copy: Arrange) -> None:
    store = DuckStore(tmp_path / "events.duckdb")
    store.upsert(some_facts([1]))
    store.export(tmp_path / "out")
    _filled(store)
    during_the_copy(lambda: store.load(tmp_path / "out"))
    assert store.compact()["given_up"] is True
    assert _count(store) == 1
    store.close()


def test_writers_who_outrun_the_copy_win(
    tmp_path: Path, during_the_copy: Arrange, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "MOST_ROWS", 5)
    store = DuckStore(tmp_path / "events.duckdb")
    _filled(store)
    during_the_copy(lambda: store.upsert(some_facts(range(1, 11))))
    before = _count(store)
    assert store.compact()["given_up"] is True
    assert _count(store) == before + 10
    during_the_copy(lambda: None)
    assert "given_up" not in store.compact(), "another night it succeeds"
    assert _count(store) == before + 10
    store.close()


def test_writers_and_readers_go_on_while_the_copy_is_made(tmp_path: Path, during_the_copy: Arrange) -> None:
    """The copy ends only after a write and a read have begun and ended within it: neither waits for it."""
    store = DuckStore(tmp_path / "events.duckdb")
    _filled(store)
    before = _count(store)
    copying, written, waited = threading.Event(), threading.Event(), []

    def meanwhile() -> None:
        copying.set()
        waited.append(written.wait(20))

    during_the_copy(meanwhile)
    compacting = threading.Thread(target=store.compact)
    compacting.start()
    assert copying.wait(20)
    store.upsert(some_facts([3]))
    assert _count(store) == before + 1
    written.set()
    compacting.join()
    assert waited == [True]
    assert _count(store) == before + 1
    store.close()


def test_rivals_at_the_change_of_files_lose_and_double_nothing(tmp_path: Path) -> None:
    store = DuckStore(tmp_path / "events.duckdb")
    _filled(store)
    before, done, written = _count(store), threading.Event(), [0, 0]

    def write(writer: int) -> None:
        while not done.is_set():
            number = 10_000_000 * (writer + 1) + written[writer]
            store.upsert(some_facts([number]), source=f"w{writer}", sequence=written[writer] + 1)
            written[writer] += 1

    writers = [threading.Thread(target=write, args=(writer,)) for writer in range(2)]
    for writer in writers:
        writer.start()
    said = [store.compact() for _ in range(3)]
    done.set()
    for writer in writers:
        writer.join()
    assert [each for each in said if "given_up" in each] == []
    [found] = store.query("SELECT count(*) AS n, count(DISTINCT event_id) AS d FROM facts").to_pylist()
    assert found == {"n": before + sum(written), "d": before + sum(written)}
    assert [store.watermark(f"w{writer}") for writer in range(2)] == written
    store.close()
