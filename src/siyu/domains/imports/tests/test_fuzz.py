"""Broken files, five hundred and more: a coded sentence or an import whose rows all are accounted for; nothing half."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from siyu.domains.imports.actions.open_job import open_job
from siyu.domains.imports.actions.run_import import run_import
from siyu.domains.imports.models import ImportedOrder, OrderLine
from siyu.domains.imports.presets import HEADERS
from siyu.domains.imports.queries.outcome import outcome
from siyu.domains.imports.tests.files import bring, sheet, taobao
from siyu.kernel.errors import SiyuError

pytestmark = pytest.mark.django_db
ROUNDS, EACH = 26, 20


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


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_broken_files(account, tmp_path, round_) -> None:
    sentences: list[str] = []
    for place in range(EACH):
        rng = random.Random(round_ * 1000 + place)
        make = KINDS[(round_ * EACH + place) % len(KINDS)]
        file = tmp_path / f"{make.__name__}-{place}.{rng.choice(['csv', 'xlsx', 'txt'])}"
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
