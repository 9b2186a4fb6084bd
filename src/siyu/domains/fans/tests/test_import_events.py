"""Facts in bulk: checked row by row, stored once, their persons made or found."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from siyu.domains.accounts.actions.open_account import open_account
from siyu.domains.accounts.models import Account
from siyu.domains.fans.actions.import_events import import_events
from siyu.domains.fans.actions.known_persons import KnownPersons
from siyu.domains.fans.models import Identity, Person
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.outbox.models import OutboxMessage

pytestmark = pytest.mark.django_db
HEADER = "person,at,kind,channel,object_type,object_id,amount_fen,props,event_id\n"


@pytest.fixture
def account() -> Account:
    return open_account(slug="acme", name="Acme")


def _file(tmp_path: Path, text: str, name: str = "facts.csv") -> Path:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return file


def _rows(store: DuckStore, columns: str = "*") -> list[dict[str, Any]]:
    return store.query(f"SELECT {columns} FROM facts ORDER BY happened_at, event_id").to_pylist()


def test_the_same_file_twice_changes_nothing(account: Account, event_store: DuckStore, tmp_path: Path) -> None:
    line = "k1,2025-03-01T10:00:00+08:00,order.paid,taobao,order,o1,1200,,\n"
    file = _file(tmp_path, HEADER + line * 3 + "k2,2025-03-01,note.viewed,,,,,,\n")
    first = import_events(account, file)
    assert (first["rows"], first["new"], first["duplicates"], first["persons_new"]) == (4, 4, 0, 2)
    before = _rows(event_store)
    again = import_events(account, file)
    assert (again["rows"], again["new"], again["duplicates"], again["persons_new"]) == (4, 0, 4, 0)
    assert _rows(event_store) == before


def test_ids_count_not_times(account: Account, event_store: DuckStore, tmp_path: Path) -> None:
    for at in ("2025-03-01", "2024-01-01", "2026-01-01"):
        said = import_events(account, _file(tmp_path, f"{HEADER}k1,{at},note.viewed,,,,,,e-1\n"))
    assert (said["new"], said["duplicates"]) == (0, 1)
    assert [row["happened_at"].year for row in _rows(event_store)] == [2025], "2026-01-01 in Shanghai is 2025 in UTC"


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2025-03-01T10:00:00+08:00", "2025-03-01 02:00:00"),
        ("2025-03-01T02:00:00Z", "2025-03-01 02:00:00"),
        ("2025-03-01T10:00:00.123456", "2025-03-01 02:00:00.123"),
        ("2025-03-01 10:00:00", "2025-03-01 02:00:00"),
        ("2025-03-01 10:00", "2025-03-01 02:00:00"),
        ("2025-03-01", "2025-02-28 16:00:00"),
        ("20250301", "2025-02-28 16:00:00"),
        ("2025-03-01T00:30:00-0330", "2025-03-01 04:00:00"),
        ("2025-03-01T00:30:00+08", "2025-02-28 16:30:00"),
    ],
)
def test_times_are_those_of_the_account(
    account: Account, event_store: DuckStore, tmp_path: Path, text: str, utc: str
) -> None:
    import_events(account, _file(tmp_path, f"{HEADER}k1,{text},note.viewed,,,,,,\n"))
    assert [row["happened_at"] for row in _rows(event_store)] == [datetime.fromisoformat(utc)]


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        (",2025-03-01,note.viewed,,,,,,", "person"),
        ("k" * 129 + ",2025-03-01,note.viewed,,,,,,", "person"),
        ("k,,note.viewed,,,,,,", "at"),
        ("k,yesterday,note.viewed,,,,,,", "at"),
        ("k,2025-13-01,note.viewed,,,,,,", "at"),
        ("k,1969-01-01,note.viewed,,,,,,", "at"),
        ("k,2025-03-01,,,,,,,", "kind"),
        ("k,2025-03-01,note.eaten,,,,,,", "kind"),
        ("k,2025-03-01,order.paid,,,,12.5,,", "amount_fen"),
        ("k,2025-03-01,order.paid,,,,-3,,", "amount_fen"),
        ("k,2025-03-01,order.paid,,,,99999999999999999999,,", "amount_fen"),
        ("k,2025-03-01,order.paid,,,,3,[1],", "props"),
        ("k,2025-03-01,order.paid,,,,3,{,", "props"),
        ("k,2025-03-01,order.paid", ""),
    ],
)
def test_faults_name_row_and_field(
    account: Account, event_store: DuckStore, tmp_path: Path, cells: str, field: str
) -> None:
    good = "k,2025-03-01,note.viewed,,,,,,\n"
    said = import_events(account, _file(tmp_path, f"{HEADER}{good}{cells}\n{good}"))
    assert [(each["row"], each["field"]) for each in said["rejected"]] == [(3, field)]
    assert (said["rows"], said["new"]) == (3, 2)


def test_unknown_columns_are_refused_once(account: Account, event_store: DuckStore, tmp_path: Path) -> None:
    said = import_events(account, _file(tmp_path, "person,at,kind,colour\nk,2025-03-01,note.viewed,red\n"))
    assert [(each["row"], each["field"]) for each in said["rejected"]] == [(1, "colour")]
    assert said["new"] == 1


@pytest.mark.parametrize(
    ("name", "text"), [("a.csv", ""), ("a.csv", "person,kind\nk,note.viewed\n"), ("a.txt", "x"), ("a.parquet", "x")]
)
def test_files_that_are_none_get_one_sentence(
    account: Account, event_store: DuckStore, tmp_path: Path, name: str, text: str
) -> None:
    with pytest.raises(Invalid) as refused:
        import_events(account, _file(tmp_path, text, name))
    assert "\n" not in refused.value.message


def test_the_same_facts_in_three_formats_are_the_same(account: Account, event_store: DuckStore, tmp_path: Path) -> None:
    rows = [
        {
            "person": f"人{n % 7}",
            "at": f"2025-03-0{1 + n % 9}T10:00:00+08:00",
            "kind": "note.viewed",
            "object_id": str(n),
        }
        for n in range(40)
    ]
    frame = pl.DataFrame(rows)
    frame.write_csv(tmp_path / "a.csv")
    frame.with_columns(pl.col("at").str.to_datetime("%Y-%m-%dT%H:%M:%S%z", time_unit="us")).write_parquet(
        tmp_path / "a.parquet"
    )
    lines = "\n\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (tmp_path / "a.ndjson").write_text(lines + '\nnot json\n[1]\n{"person": "k", "x": 1}\n', encoding="utf-8")
    said = [import_events(account, tmp_path / name) for name in ("a.csv", "a.parquet", "a.ndjson")]
    assert [(each["new"], each["duplicates"]) for each in said] == [(40, 0), (0, 40), (0, 40)]
    assert [each["row"] for each in said[2]["rejected"]] == [80, 81, 82]


def test_persons_are_found_by_key_and_merges_are_followed(
    account: Account, event_store: DuckStore, tmp_path: Path
) -> None:
    now = clock.now()
    living = Person.objects.create(account=account, key="living", created_at=now)
    Person.objects.create(account=account, key="gone", merged_into=living, created_at=now)
    other = open_account(slug="other", name="Other")
    Person.objects.create(account=other, key="living", created_at=now)
    lines = "".join(f"{key},2025-03-01,note.viewed,,,,,,\n" for key in ("living", "gone", "new"))
    said = import_events(account, _file(tmp_path, HEADER + lines))
    assert said["persons_new"] == 1
    by_key = {each.value: each for each in Identity.objects.of(account)}
    assert by_key["living"].person_id == by_key["gone"].person_id == living.pk
    facts = _rows(event_store, "person, identity, account, happened_at, event_id")
    assert {(row["person"], row["identity"]) for row in facts} == {(i.person_id, i.pk) for i in by_key.values()}
    told = OutboxMessage.objects.filter(topic="persons.changed", account_id=account.pk).latest("id")
    assert set(told.payload["persons"]) == {i.person_id for i in by_key.values()}


def test_accounts_do_not_replace_each_others_facts(account: Account, event_store: DuckStore, tmp_path: Path) -> None:
    uuid = "0198b7e4-1111-7abc-8def-0123456789ab"
    file = _file(tmp_path, f"{HEADER}k,2025-03-01,note.viewed,,,,,,{uuid}\n")
    for each in (account, open_account(slug="other", name="Other")):
        assert import_events(each, file)["new"] == 1
    assert len(_rows(event_store)) == 2


def test_persons_are_as_old_as_their_earliest_fact(account: Account, event_store: DuckStore, tmp_path: Path) -> None:
    """Whether it comes later in the file, in another chunk, or with another file."""

    def bring(*days: str) -> str:
        text = HEADER + "".join(f"k1,{day}T00:00:00Z,note.viewed,,,,,,\n" for day in days)
        import_events(account, _file(tmp_path, text))
        identity = Identity.objects.of(account).select_related("person").get()
        assert identity.first_seen_at == identity.person.created_at
        return f"{identity.first_seen_at:%Y-%m-%d}"

    assert bring("2025-03-05", "2025-03-03") == "2025-03-03"
    assert bring("2025-03-04") == "2025-03-03"
    assert bring("2025-03-02") == "2025-03-02"
    known = KnownPersons(account)
    for day, expected in ((10, 2), (1, 1), (3, 1)):
        at = datetime(2025, 3, day)
        frame = pl.DataFrame(
            {"person": ["k1"], "happened_at": [at]}, schema_overrides={"happened_at": pl.Datetime("ms")}
        )
        assert known.of(frame)["identity"].null_count() == 0
        assert Person.objects.of(account).get().created_at.day == expected
