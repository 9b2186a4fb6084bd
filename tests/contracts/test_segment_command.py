"""`siyu segment` as scripts use it: JSON on stdout alone, exit codes, the path of what is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from siyu.config import cli
from siyu.domains.accounts.models import Account
from siyu.domains.fans.models import Person
from siyu.domains.segments.tests.worlds import ACCOUNT, fill, make_world
from siyu.kernel import clock
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.eventstore.schema import PERSONS

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Any:
    def call(part: str, tree: Any, *more: str) -> tuple[int, str, str]:
        file = tmp_path / "tree.json"
        file.write_text(tree if isinstance(tree, str) else json.dumps(tree))
        given = ["siyu", "segment", part, "--account", "qipao", "--file", str(file), *more]
        monkeypatch.setattr("sys.argv", given)
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return call


@pytest.fixture
def world(event_store: DuckStore) -> Any:
    Account.objects.create(pk=ACCOUNT, slug="qipao", name="Qipao")
    world = make_world(3, 40, "Asia/Shanghai")
    fill(event_store, world)
    for pk, known in world.persons.items():
        Person.objects.create(pk=pk, account_id=ACCOUNT, key=known["key"], created_at=clock.now())
    return world


TREE = {"event": "order.paid", "count": {"gte": 1}}
AS_OF = "2023-12-01"


def test_count_members_explain(run: Any, world: Any) -> None:
    at = clock.parse_instant(AS_OF, "Asia/Shanghai")
    wanted = sorted(world.at(at).members(TREE))
    code, out, _ = run("count", TREE, "--as-of", AS_OF, "--json")
    document = json.loads(out)
    assert (code, document["count"], document["as_of"]) == (0, len(wanted), "2023-11-30T16:00:00Z")
    assert document.keys() == {"count", "as_of", "seconds"}
    code, out, _ = run("members", TREE, "--as-of", AS_OF, "--json")
    assert (code, json.loads(out)) == (0, {"persons": [f"k{pk}" for pk in wanted]})
    code, out, _ = run("members", TREE, "--as-of", AS_OF, "--limit", "3")
    assert (code, out.split()) == (0, [f"k{pk}" for pk in wanted[:3]])
    code, out, _ = run("explain", TREE, "--as-of", AS_OF, "--person", f"k{wanted[0]}", "--json")
    document = json.loads(out)
    assert (code, document["person"], document["in"]) == (0, f"k{wanted[0]}", True)
    (reason,) = document["because"]
    assert (reason["true"], reason["needed"], reason["path"]) == (True, {"gte": 1}, "$")
    assert "✓" in run("explain", TREE, "--as-of", AS_OF, "--person", f"k{wanted[0]}")[1]
    assert f"{len(wanted)} of 40" in run("count", TREE, "--as-of", AS_OF)[1]


def test_a_merged_key_answers_as_the_survivor(run: Any, world: Any, event_store: DuckStore) -> None:
    Person.objects.of(ACCOUNT).filter(pk=1).update(merged_into=2)
    event_store.forget_persons(ACCOUNT, [1])
    code, out, _ = run("explain", TREE, "--person", "k1", "--json")
    assert (code, json.loads(out)["person"]) == (0, "k2")


def test_faults_of_the_input_say_where_and_exit_1(run: Any, world: Any) -> None:
    code, out, err = run("count", {"all": [{**TREE, "count": {"gtee": 2}}]})
    assert (code, out) == (1, "")
    assert "all[0].count.gtee" in err
    code, out, err = run("count", {"all": [{**TREE, "count": {"gtee": 2}}]}, "--json")
    assert (code, json.loads(out)["path"], err) == (1, "all[0].count.gtee", "")
    assert run("count", "{nonsense")[0] == 1
    assert run("count", TREE, "--as-of", "tomorrow")[0] == 1
    assert run("count", TREE, "--as-of", "0001-01-01")[0] == 1
    assert run("explain", TREE, "--person", "nobody")[0] == 1


def test_wrong_use_exits_2(run: Any, world: Any) -> None:
    assert run("explain", TREE)[0] == 2
    assert run("members", TREE, "--limit", "0")[0] == 2
    assert run("count", TREE, "--file", "/nowhere.json")[0] == 2


def test_a_person_without_facts_is_in_where_nothing_is_asked(run: Any, world: Any, event_store: DuckStore) -> None:
    quiet = Person.objects.create(pk=900, account_id=ACCOUNT, key="quiet", created_at=clock.now())
    row = {"account": ACCOUNT, "person": quiet.pk, "key": "quiet", "city": None, "birthday_md": None}
    event_store.mirror_persons(ACCOUNT, pa.Table.from_pylist([row], schema=PERSONS))
    for tree in (
        {"event": "order.paid", "count": {"eq": 0}},
        {"event": "order.paid", "sum_fen": {"lt": 1}},
        {"not": {"event": "order.paid"}},
        {"not": {"attr": "rfm_r", "gte": 1}},
        {"attr": "orders", "eq": 0},
    ):
        assert "quiet" in json.loads(run("members", tree, "--json")[1])["persons"], tree
    for tree in (TREE, {"attr": "days_since_last_order", "gte": 0}, {"attr": "rfm_m", "lte": 5}):
        assert "quiet" not in json.loads(run("members", tree, "--json")[1])["persons"], tree
