"""Kill -9 at random moments: the import that is taken up again ends exactly like one that was never killed."""

from __future__ import annotations

import json
import os
import random
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


def totals(path: Path) -> dict[str, tuple]:
    with sqlite3.connect(path / "siyu.sqlite3") as database:
        return {name: database.execute(query).fetchone() for name, query in TOTALS.items()}


def make_files(folder: Path) -> list[str]:
    rng = random.Random(5)
    orders, lines = [], []
    for n in range(24_000):
        fen = rng.randrange(1, 99999)
        back = fen if n % 11 == 0 else 0
        orders.append(
            taobao(f"8{n:08d}", 买家会员名=f"b{rng.randrange(6_000)}", 联系手机=f"138{rng.randrange(9_000):08d}",
                   总金额=f"{fen / 100:.2f}" if n % 5000 else "坏", 买家实际支付金额=f"{(fen - back) / 100:.2f}",
                   退款金额=f"{back / 100:.2f}")
        )  # fmt: skip
        lines.append({"订单编号": f"8{n:08d}", "标题": f"旗袍{n % 50}", "价格": "9.90", "购买数量": "2"})
    first = preset_file(folder / "orders.csv", "taobao", orders)
    second = preset_file(folder / "lines.csv", "taobao-lines", lines)
    return [str(SIYU), "import", "orders", str(first), "--lines", str(second), "--account", "a", "--json"]


def test_killed_at_random_moments_it_ends_the_same(tmp_path) -> None:
    command = make_files(tmp_path)
    whole = home(tmp_path / "whole")
    started = time.monotonic()
    expected = subprocess.run(command, env=whole, capture_output=True, text=True, check=False)
    lasts = time.monotonic() - started
    killed = home(tmp_path / "killed")
    rng, kills = random.Random(3), 0
    while True:
        process = subprocess.Popen(command, env=killed, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            if kills >= KILLS:
                answer, _ = process.communicate()
                break
            answer, _ = process.communicate(timeout=rng.uniform(0.35, 0.9) * lasts)
            break  # it was through before we struck
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            kills += 1
    assert kills >= 3
    assert json.loads(answer) == json.loads(expected.stdout)
    assert totals(tmp_path / "killed") == totals(tmp_path / "whole")
    assert process.returncode == expected.returncode == 1  # some rows have no amount
