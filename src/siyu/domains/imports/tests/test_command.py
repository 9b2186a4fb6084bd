"""The command's contract: one JSON document, its keys, its exit codes."""

from __future__ import annotations

import json

import click
import pytest
from click.testing import CliRunner

from siyu.domains.imports import commands
from siyu.domains.imports.tests.files import preset_file, taobao

pytestmark = pytest.mark.django_db
KEYS = [
    "preset",
    "encoding",
    "rows",
    "orders",
    "lines",
    "orders_new",
    "orders_updated",
    "orders_unchanged",
    "persons_new",
    "persons_matched",
    "anonymous_orders",
    "total_fen",
    "paid_fen",
    "refunded_fen",
    "rejected",
    "warnings",
]


@pytest.fixture(autouse=True)
def no_delivery(monkeypatch):
    monkeypatch.setattr(commands, "_deliver", lambda: None)


def run(*arguments):
    return CliRunner().invoke(commands.import_command, ["orders", *map(str, arguments)], standalone_mode=False)


def test_the_answer_has_the_agreed_keys(account, tmp_path) -> None:
    done = run(preset_file(tmp_path / "o.csv", "taobao", [taobao("1")]), "--account", account.slug, "--json")
    assert sorted(json.loads(done.stdout)) == sorted(KEYS)
    assert done.return_value == 0


def test_refused_rows_make_it_one(account, tmp_path) -> None:
    file = preset_file(tmp_path / "o.csv", "taobao", [taobao("1", 总金额="坏")])
    for extra in (["--dry-run"], []):
        done = run(file, "--account", account.slug, "--json", *extra)
        assert json.loads(done.stdout)["rejected"] == [{"row": 2, "field": "total", "reason": "not_money"}]
        assert done.return_value == 1


@pytest.mark.parametrize("preset", ["nonsense", "missing.json", "taobao-lines"])
def test_wrong_use(account, tmp_path, preset) -> None:
    done = run(preset_file(tmp_path / "o.csv", "taobao", [taobao("1")]), "--account", account.slug, "--preset", preset)
    assert isinstance(done.exception, click.UsageError)
