"""A dry run says exactly what the import then does, whatever is known already and wherever the chunks are cut."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from siyu.domains.accounts.models import Account
from siyu.domains.fans.actions import match_identities
from siyu.domains.fans.models import Identity, MatchReview, Person
from siyu.domains.imports.actions import job_files
from siyu.domains.imports.actions.open_job import open_job
from siyu.domains.imports.models import ImportedOrder
from siyu.domains.imports.reading import staging
from siyu.domains.imports.tests.files import bring, preset_file, taobao
from siyu.platform.outbox.models import OutboxMessage

pytestmark = pytest.mark.django_db
MAPPING = {
    "name": "shop",
    "columns": {"order_id": "No", "person": "Who", "phone": "Tel", "email": "Mail", "paid_at": "At", "total": "Sum"},
}


def _own_file(path: Path, rng: random.Random) -> Path:
    rows = [
        f"{rng.randrange(60)},{rng.choice(['', 'a', 'b', 'c', 'd', 'e'])},"
        f"{rng.choice(['', f'1380013800{rng.randrange(5)}'])},{rng.choice(['', f'm{rng.randrange(4)}@x.cn'])},"
        f"2024-05-0{rng.randrange(1, 9)},{rng.choice(['1', '2', '3', 'bad'])}"
        for _ in range(rng.randrange(1, 40))
    ]
    path.write_text("\n".join(["No,Who,Tel,Mail,At,Sum", *rows]))
    return path


def _shop_file(path: Path, rng: random.Random) -> Path:
    rows = [
        taobao(
            str(rng.randrange(100, 160)),
            买家会员名=rng.choice(["a", "b", "f", "g", "h**"]),
            联系手机=rng.choice(["", f"1380013800{rng.randrange(5)}"]),
            总金额=rng.choice(["1", "2", "坏"]),
        )
        for _ in range(rng.randrange(1, 40))
    ]
    return preset_file(path, "taobao", rows)


def _bring(account: Account, rng_seed: int, folder: Path, *, dry_run: bool) -> dict[str, Any]:
    """One of two kinds of file, the same one for the same seed."""
    rng = random.Random(rng_seed)
    if rng.random() < 0.5:
        return bring(account, _own_file(folder / f"{rng_seed}.csv", rng), mapping=MAPPING, dry_run=dry_run)
    return bring(account, _shop_file(folder / f"{rng_seed}.csv", rng), dry_run=dry_run)


def _cut_small(monkeypatch: Any, rows: int) -> None:
    monkeypatch.setattr(staging.order_chunks, "__defaults__", (rows,))
    monkeypatch.setattr(staging, "_BATCH", rows)


def _kept() -> list[Any]:
    tables = (Person, Identity, MatchReview, ImportedOrder, OutboxMessage)
    return [list(table._base_manager.order_by("pk").values()) for table in tables]


def _differs(account: Account, folder: Path, seeds: range) -> bool:
    for seed in seeds:
        before = _kept()
        would = _bring(account, seed, folder, dry_run=True)
        assert _kept() == before
        if would != _bring(account, seed, folder, dry_run=False):
            return True
    return False


@pytest.mark.parametrize("round_", range(8))
def test_it_says_what_the_import_does(account: Account, tmp_path: Path, monkeypatch: Any, round_: int) -> None:
    _cut_small(monkeypatch, random.Random(round_).randrange(1, 15))
    assert not _differs(account, tmp_path, range(round_ * 10, round_ * 10 + 5))


@pytest.mark.parametrize("fault", ["forgets", "names"])
def test_a_planted_fault_is_caught(account: Account, tmp_path: Path, monkeypatch: Any, fault: str) -> None:
    """A trial that forgets what an earlier chunk would have made, or who goes by which name, is found out."""
    trial = match_identities._Trial
    if fault == "forgets":
        monkeypatch.setattr(
            trial, "load", lambda self, claims: (self.known.clear(), match_identities._Matcher.load(self, claims))
        )
    else:
        monkeypatch.setattr(trial, "_another_name", lambda *_: False)
    _cut_small(monkeypatch, 3)
    assert _differs(account, tmp_path, range(1000, 1030))


def test_it_writes_nothing_and_locks_nothing(account: Account, tmp_path: Path) -> None:
    rows = [taobao(str(n), 买家会员名=f"b{n % 7}", 联系手机=f"1380013800{n % 3}") for n in range(30)]
    file = preset_file(tmp_path / "o.csv", "taobao", rows)
    job = open_job(account, file)
    from siyu.domains.imports.actions.run_import import run_import

    with (
        transaction.atomic(),
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        run_import(job.pk, dry_run=True)
    said = [query["sql"] for query in asked.captured_queries]
    assert not [sql for sql in said if sql.startswith(("INSERT", "UPDATE", "DELETE", "COPY")) or "FOR " in sql]
    assert not job_files.trial_folder(job).exists()


def test_what_a_killed_one_left_behind_is_not_believed(account: Account, tmp_path: Path) -> None:
    file = preset_file(tmp_path / "o.csv", "taobao", [taobao("1")])
    job = open_job(account, file, resume=False)
    folder = job_files.trial_folder(job)
    folder.mkdir(parents=True)
    (folder / "staged.json").write_text('{"preset": "taobao", "encoding": "utf-8", "rows": 99}')
    from siyu.domains.imports.actions.run_import import run_import

    assert run_import(job.pk, dry_run=True).counters["rows"] == 1
