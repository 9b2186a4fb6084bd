"""Peak resident memory of an import, by file size: flat if it is the same at 10⁵ and at 5·10⁶ rows (limit 600 MB).

Run: .venv/bin/python benchmarks/import_memory.py [--most 5000000]
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from import_files import write_taobao, write_xiaohongshu

LIMIT_MB = 600


def peak(files: list[str]) -> int:
    """Import in this process; MB at the highest."""
    from import_rate import measure_import

    measure_import(files)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def apart(*files: object) -> int:
    """The peak of a process of its own."""
    command = [sys.executable, __file__, "--measure", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(done.stdout.splitlines()[-1])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--most", type=int, default=5_000_000)
    parser.add_argument("--measure", nargs="+")
    given = parser.parse_args()
    if given.measure:
        print(peak(given.measure))
        return
    for rows in (100_000, 1_000_000, 5_000_000):
        if rows > given.most:
            break
        with tempfile.TemporaryDirectory() as folder:
            single = Path(folder) / "xhs.csv"
            write_xiaohongshu(single, rows)
            items = apart(single)
            single.unlink()
            pair = apart(*write_taobao(Path(folder), rows))
        print(
            f"{rows:>9,} rows: one row a product {items} MB, orders + line file {pair} MB, limit {LIMIT_MB} MB",
            flush=True,
        )


if __name__ == "__main__":
    main()
