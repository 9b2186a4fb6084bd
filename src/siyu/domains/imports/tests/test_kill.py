"""Kill -9 at random moments: the import that is taken up again ends exactly like one that was never killed."""

# ruff: noqa: E501 - rows of exports read better whole

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from siyu.domains.imports.tests.files import preset_file, taobao

pytestmark = pytest.mark.processes
KILLS = 15
SIYU = Path(sys.executable).with_name("siyu")
SMALL_CHUNKS = """
from siyu.domains.imports.reading import staging
staging.order_chunks.__defaults__ = (500,)
from siyu.config.cli import main
main()
"""
TOTALS = {
    "orders": "SELECT count(*), sum(total_fen), sum(paid_fen), sum(refunded_fen), sum(revision) FROM imports_importedorder",
    "lines": "SELECT count(*), sum(amount_fen) FROM imports_orderline",
    "persons": "SELECT count(*), count(DISTINCT key) FROM fans_person",
    "identities": "SELECT count(*), count(DISTINCT kind || value) FROM fans_identity",
    "rejected": "SELECT count(*) FROM imports_rejectedrow",
    "facts": "SELECT sum(rows) FROM outbox_outboxmessage WHERE topic = 'facts'",
    "jobs": "SELECT count(*), min(state) FROM imports_importjob",
}


def home(path: Path) -> dict[str, str]:
    env = {**os.environ, "SIYU_HOME": str(path), "SIYU_DATABASE_URL": ""}
    subprocess.run([SIYU, "init", "--account", "a", "--name", "A"], env=env, check=True, capture_output=True)
    return env


def another(empty: Path, path: Path) -> dict[str, str]:
    """The environment of a copy of an empty home: `siyu init` for each would take most of the time."""
    shutil.copytree(empty, path)
    return {**os.environ, "SIYU_HOME": str(path), "SIYU_DATABASE_URL": ""}


def totals(path: Path) -> dict[str, tuple]:
    with sqlite3.connect(path / "siyu.sqlite3") as database:
        return {name: database.execute(query).fetchone() for name, query in TOTALS.items()}


def make_files(folder: Path) -> list[str]:
    rng = random.Random(5)
    orders, lines = [], []
    for n in range(8_000):
        fen = rng.randrange(1, 99999)
        back = fen if n % 11 == 0 else 0
        orders.append(
            taobao(f"8{n:08d}", 买家会员名=f"b{rng.randrange(2_000)}", 联系手机=f"138{rng.randrange(3_000):08d}",
                   总金额=f"{fen / 100:.2f}" if n % 900 else "坏", 买家实际支付金额=f"{(fen - back) / 100:.2f}",
                   退款金额=f"{back / 100:.2f}")
        )  # fmt: skip
        lines.append({"订单编号": f"8{n:08d}", "标题": f"旗袍{n % 50}", "价格": "9.90", "购买数量": "2"})
    first = preset_file(folder / "orders.csv", "taobao", orders)
    second = preset_file(folder / "lines.csv", "taobao-lines", lines)
    return [
        sys.executable,
        "-c",
        SMALL_CHUNKS,
        "import",
        "orders",
        str(first),
        "--lines",
        str(second),
        "--account",
        "a",
        "--json",
    ]


def run_until(command: list[str], env: dict[str, str], seconds: float | None) -> str | None:
    """The answer of a run, or None when it was killed after so many seconds."""
    process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        return process.communicate(timeout=seconds)[0]
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return None


def test_killed_at_random_moments_it_ends_the_same(tmp_path) -> None:
    command = make_files(tmp_path)
    empty = tmp_path / "empty"
    home(empty)
    whole = another(empty, tmp_path / "whole")
    started = time.monotonic()
    expected = json.loads(run_until(command, whole, None) or "")
    lasts = time.monotonic() - started
    rng, kills, rounds = random.Random(3), 0, 0
    while kills < KILLS:
        rounds += 1
        assert rounds <= 3 * KILLS
        place = tmp_path / f"killed-{rounds}"
        env = another(empty, place)
        for _ in range(4):
            began = time.monotonic()
            answer = run_until(command, env, rng.uniform(0.3, 0.98) * lasts)
            kills += answer is None
            if answer:  # it outran the strike: the machine is less busy than it was, aim earlier
                lasts = min(lasts, time.monotonic() - began)
                break
        said = json.loads(answer or run_until(command, env, None) or "")
        got, wanted = totals(place), totals(tmp_path / "whole")
        if got["jobs"] != wanted["jobs"]:  # struck after the last commit: the next run was a repeat and changed nothing
            assert said["orders_unchanged"] == expected["orders"]
            del got["jobs"], wanted["jobs"], got["rejected"], wanted["rejected"]
        else:
            assert said == expected
        assert got == wanted
