"""Two imports of one account at once: nothing is lost, nothing doubled, whoever is first."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from siyu.domains.imports.tests.files import preset_file, taobao

pytestmark = pytest.mark.processes
SIYU = Path(sys.executable).with_name("siyu")


def test_two_overlapping_files_at_the_same_time(tmp_path) -> None:
    env = {**os.environ, "SIYU_HOME": str(tmp_path / "home"), "SIYU_DATABASE_URL": ""}
    subprocess.run([SIYU, "init", "--account", "a", "--name", "A"], env=env, check=True, capture_output=True)
    commands = []
    for name, numbers in {"one": range(16_000), "two": range(8_000, 24_000)}.items():
        rows = [taobao(f"8{n:08d}", 买家会员名=f"b{n % 3000}") for n in numbers]
        file = preset_file(tmp_path / f"{name}.csv", "taobao", rows)
        commands.append([SIYU, "import", "orders", file, "--account", "a", "--json"])
    running = [subprocess.Popen(one, env=env, stdout=subprocess.PIPE, text=True) for one in commands]
    said = [json.loads(process.communicate()[0]) for process in running]
    assert [process.returncode for process in running] == [0, 0]
    assert sum(one["orders_new"] for one in said) == 24_000
    assert sum(one["orders_unchanged"] + one["orders_updated"] for one in said) == 8_000
    assert sum(one["orders_updated"] for one in said) == 0
    assert sum(one["persons_new"] for one in said) == 3000
