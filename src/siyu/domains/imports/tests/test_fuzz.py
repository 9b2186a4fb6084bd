"""Broken files, five hundred and more: a coded sentence or an import whose rows all are accounted for; nothing half."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import polars as pl
import pytest

from siyu.domains.accounts.models import Account
from siyu.domains.fans.actions.match_identities import TrialMatches
from siyu.domains.imports.actions import run_import as run_import_module
from siyu.domains.imports.actions import stage_file
from siyu.domains.imports.actions.apply_orders import try_orders
from siyu.domains.imports.actions.open_job import open_job
from siyu.domains.imports.actions.run_import import run_import
from siyu.domains.imports.models import ImportedOrder, OrderLine
from siyu.domains.imports.presets import HEADERS
from siyu.domains.imports.queries.outcome import outcome
from siyu.domains.imports.reading import typed as typed_module
from siyu.domains.imports.reading.typed import Findings, Plan
from siyu.domains.imports.tests.files import bring, sheet, taobao
from siyu.kernel.errors import SiyuError

pytestmark = pytest.mark.django_db
ROUNDS, EACH = 26, 20
ON_BOTH = 6  # rounds that run on PostgreSQL too: reading broken files is the same, storing is what may differ


def base(rng: random.Random) -> bytes:
    rows = [taobao(f"9{rng.randrange(10**10):010d}", 买家会员名=f"买家{n}") for n in range(rng.randrange(1, 12))]
    return sheet(HEADERS["taobao"], rows).encode(rng.choice(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))


def truncated(rng: random.Random) -> bytes:
    whole = base(rng)
    return whole[: rng.randrange(len(whole))]


def mixed(rng: random.Random) -> bytes:
    return base(rng) + base(rng)


def with_nuls(rng: random.Random) -> bytes:
    whole = bytearray(base(rng))
    for _ in range(rng.randrange(1, 30)):
        whole.insert(rng.randrange(len(whole)), 0)
    return bytes(whole)


def flipped(rng: random.Random) -> bytes:
    whole = bytearray(base(rng))
    for _ in range(rng.randrange(1, 200)):
        whole[rng.randrange(len(whole))] = rng.randrange(256)
    return bytes(whole)


def stray_quotes(rng: random.Random) -> bytes:
    whole = bytearray(base(rng))
    for _ in range(rng.randrange(1, 9)):
        whole.insert(rng.randrange(len(whole)), 0x22)
    return bytes(whole)


def noise(rng: random.Random) -> bytes:
    return rng.randbytes(rng.randrange(1, 5000))


def shuffled_lines(rng: random.Random) -> bytes:
    lines = base(rng).splitlines(keepends=True)
    rng.shuffle(lines)
    return b"".join(lines)


def false_workbook(rng: random.Random) -> bytes:
    return b"PK\x03\x04" + rng.randbytes(rng.randrange(0, 3000))


def separators(rng: random.Random) -> bytes:
    return bytes(rng.choice(b',;\t|"\r\n a1') for _ in range(rng.randrange(1, 3000)))


def lines_of(file: Path, encoding: str) -> list[str]:
    """The lines of an intact file, which holds no line break inside a cell."""
    return file.read_text(encoding).splitlines()


KINDS: list[Callable[[random.Random], bytes]] = [
    base, truncated, mixed, with_nuls, flipped, stray_quotes, noise, shuffled_lines, false_workbook, separators,
]  # fmt: skip


def check_round(account: Account, folder: Path, round_: int) -> None:
    """Import the files of a round; an AssertionError where a row is unaccounted for, or something stays half."""
    sentences: list[str] = []
    for place in range(EACH):
        rng = random.Random(round_ * 1000 + place)
        make = KINDS[(round_ * EACH + place) % len(KINDS)]
        file = folder / f"{make.__name__}-{place}.{rng.choice(['csv', 'xlsx', 'txt'])}"
        file.write_bytes(make(rng))
        before = ImportedOrder.objects.of(account).count()
        try:
            job = run_import(open_job(account, file).pk)
        except SiyuError as told:
            if make is base:  # nothing is wrong with it
                raise
            sentences.append(told.message)
            assert ImportedOrder.objects.of(account).count() == before, file
            continue
        said = outcome(job)
        # `rows` leaves out blank and summary rows; every other one is a row of an order or refused, never both
        assert said["rows"] == job.rows_total == job.rows_done + len(said["rejected"]), file
        assert min(job.rows_done, 1) <= said["orders"] + job.counters["refund_documents"] <= job.rows_done, file
        if make is base:  # nothing broken, each row an order of its own
            assert said["orders"] == said["rows"] == len(lines_of(file, said["encoding"])) - 1, file
        assert said["orders"] == said["orders_new"] + said["orders_updated"] + said["orders_unchanged"]
        assert ImportedOrder.objects.of(account).count() == before + said["orders_new"]
    assert all(sentence.strip().endswith((".", "。")) for sentence in sentences)


@pytest.mark.parametrize(
    "round_", [n if n < ON_BOTH else pytest.param(n, marks=pytest.mark.one_database) for n in range(ROUNDS)]
)
def test_broken_files(account: Account, tmp_path: Path, round_: int) -> None:
    check_round(account, tmp_path, round_)


def _a_row_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = stage_file.typed
    monkeypatch.setattr(stage_file, "typed", lambda *given: whole(*given).slice(1))


def _a_chunk_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = run_import_module.order_chunks
    monkeypatch.setattr(run_import_module, "order_chunks", lambda folder: islice(whole(folder), 1, None))


def _written_before_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = stage_file.typed

    def early(raw: pl.DataFrame, plan: Plan, found: Findings) -> pl.DataFrame:
        rows = whole(raw, plan, found)
        found.rejected.extend((row, "total", "not_money") for row in rows["row"].head(1).to_list())
        return rows

    monkeypatch.setattr(stage_file, "typed", early)


def _refused_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typed_module, "_reject", lambda *_: None)


def _counted_and_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        run_import_module,
        "apply_orders",
        lambda a, j, layout, orders, *_: try_orders(a, layout, orders, TrialMatches(a, source="test")),
    )


@pytest.mark.one_database
@pytest.mark.parametrize(
    "plant",
    [_a_row_is_dropped, _a_chunk_is_skipped, _written_before_it_is_refused, _refused_in_silence,
     _counted_and_not_written],
    ids=lambda plant: plant.__name__.strip("_"),
)  # fmt: skip
def test_a_planted_fault_is_caught(
    account: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plant: Callable[[pytest.MonkeyPatch], None]
) -> None:
    """Each way in which an importer may lose a row, or keep one it refused, is noticed within a round."""
    plant(monkeypatch)
    with pytest.raises(AssertionError):
        check_round(account, tmp_path, 0)


def test_archives_and_damaged_workbooks(account, tmp_path) -> None:
    import xlsxwriter

    plain = tmp_path / "a.xlsx"
    with zipfile.ZipFile(plain, "w") as archive:
        archive.writestr("orders.csv", "a,b\n1,2\n")
    whole = tmp_path / "whole.xlsx"
    with xlsxwriter.Workbook(whole) as book:
        book.add_worksheet().write_row(0, 0, HEADERS["taobao"])
    files = [plain]
    content = whole.read_bytes()
    for place in range(20):
        file = tmp_path / f"cut{place}.xlsx"
        file.write_bytes(content[: len(content) * place // 21 + 5])
        files.append(file)
    for file in files:
        with pytest.raises(SiyuError) as told:
            bring(account, file)
        assert told.value.code == "not_a_table"
    assert not OrderLine.objects.filter(order__account=account).exists()
