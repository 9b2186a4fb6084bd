"""Import speed on one core: rows a second from 10⁴ to 10⁶ rows, and against pandas reading the same file for RFM.

Run: .venv/bin/python benchmarks/import_rate.py [--most 1000000]. Prints ratios; CPU seconds, so that a busy machine
does not blur them. Rows are those of the order file and of the line file together.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from import_files import write_taobao, write_xiaohongshu

HERE = Path(__file__).resolve().parent


def one_core() -> None:
    os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[-1]})
    os.environ["POLARS_MAX_THREADS"] = "1"


def measure_import(files: list[str]) -> dict[str, float]:
    """Import in this fresh process and home; CPU seconds of reading, matching and storing."""
    one_core()
    os.environ["SIYU_HOME"] = tempfile.mkdtemp(prefix="siyu-rate-")
    os.environ.pop("SIYU_DATABASE_URL", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siyu.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from siyu.domains.accounts.actions.open_account import open_account
    from siyu.domains.imports.actions.open_job import open_job
    from siyu.domains.imports.actions.run_import import run_import

    call_command("migrate", verbosity=0)
    account = open_account(slug="a", name="A")
    wall, cpu = time.perf_counter(), time.process_time()
    job = run_import(open_job(account, *map(Path, files)).pk)
    return {"rows": job.rows_total, "cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}


def measure_pandas(file: str) -> dict[str, float]:
    """What an analyst does: read the file, keep paid orders, compute R, F, M quintiles."""
    one_core()
    import pandas as pd

    cpu = time.process_time()
    rows = pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    orders = rows.drop_duplicates("订单号").copy()
    orders["at"] = pd.to_datetime(orders["支付时间"])
    orders["fen"] = (orders["用户应付金额(元)"].astype(float) * 100).round().astype("int64")
    people = orders.groupby("用户编号").agg(last=("at", "max"), orders=("订单号", "count"), fen=("fen", "sum"))
    for name in ("last", "orders", "fen"):
        people[f"{name}_score"] = 1 + (people[name].rank(method="min").sub(1) * 5 // len(people)).astype(int)
    return {"rows": len(rows), "cpu": time.process_time() - cpu}


def measure_reading(file: str) -> dict[str, float]:
    """Our way to the same: read into settled orders, then R, F, M quintiles; nothing stored."""
    one_core()
    os.environ.setdefault("SIYU_HOME", tempfile.mkdtemp(prefix="siyu-rate-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siyu.config.settings")
    import django

    django.setup()
    import polars as pl

    from siyu.domains.imports.actions.stage_file import stage
    from siyu.domains.imports.reading.orders import orders_of
    from siyu.domains.imports.reading.staging import order_chunks

    cpu = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        staged, layout = stage(
            place, Path(file), None, preset="auto", mapping=None, zone="Asia/Shanghai", report=lambda *_: None
        )
        orders = pl.concat(
            orders_of(rows, lines, layout)[0].select("buyer", "paid_at", "paid_fen")
            for rows, lines in order_chunks(place)
        )
    people = orders.group_by("buyer").agg(pl.col("paid_at").max(), pl.len().alias("orders"), pl.col("paid_fen").sum())
    people.with_columns(
        (1 + (pl.col(name).rank("min") - 1) * 5 // pl.len()).alias(f"{name}_score")
        for name in ("paid_at", "orders", "paid_fen")
    )
    return {"rows": staged.rows, "cpu": time.process_time() - cpu}


def apart(what: str, *files: str) -> dict[str, float]:
    """Measure in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--measure", what, *files], capture_output=True, text=True, check=True
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--most", type=int, default=1_000_000)
    parser.add_argument("--measure", choices=["import", "pandas", "reading"])
    parser.add_argument("files", nargs="*")
    given = parser.parse_args()
    if given.measure:
        measure = {
            "import": measure_import,
            "pandas": lambda f: measure_pandas(f[0]),
            "reading": lambda f: measure_reading(f[0]),
        }
        print(json.dumps(measure[given.measure](given.files)))
        return
    first = 0.0
    for rows in [10**n for n in range(4, 8) if 10**n <= given.most]:
        with tempfile.TemporaryDirectory() as folder:
            pair = apart("import", *map(str, write_taobao(Path(folder), rows)))
            single = Path(folder) / "xhs.csv"
            write_xiaohongshu(single, rows)
            items = apart("import", str(single))
            line = f"{rows:>9,} rows: orders + line file {pair['rows'] / pair['cpu']:>8,.0f} rows/s"
            line += f", one row a product {items['rows'] / items['cpu']:>8,.0f} rows/s"
            first = first or pair["cpu"] / pair["rows"]
            line += f", per row against the smallest ×{pair['cpu'] / pair['rows'] / first:.2f}"
            print(line, flush=True)
            if rows == 10**5:
                pandas, ours = apart("pandas", str(single)), apart("reading", str(single))
                print(f"          RFM from the file: pandas {pandas['cpu']:.2f} s, here {ours['cpu']:.2f} s, "
                      f"ratio {pandas['cpu'] / ours['cpu']:.1f}", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
