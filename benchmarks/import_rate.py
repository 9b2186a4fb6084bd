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

RFM_COLUMNS = ["订单号", "用户编号", "支付时间", "用户应付金额(元)"]


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


def measure_pandas(file: str, columns: list[str] | None = None) -> dict[str, float]:
    """What an analyst does: read the file (or only the columns asked for), compute R, F, M quintiles."""
    one_core()
    import pandas as pd

    cpu = time.process_time()
    rows = pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8-sig", usecols=columns)
    orders = rows.drop_duplicates("订单号").copy()
    orders["at"] = pd.to_datetime(orders["支付时间"])
    orders["fen"] = (orders["用户应付金额(元)"].astype(float) * 100).round().astype("int64")
    people = orders.groupby("用户编号").agg(last=("at", "max"), orders=("订单号", "count"), fen=("fen", "sum"))
    for name in ("last", "orders", "fen"):
        people[f"{name}_score"] = 1 + (people[name].rank(method="min").sub(1) * 5 // len(people)).astype(int)
    return {"rows": len(rows), "cpu": time.process_time() - cpu}


def measure_reading(file: str) -> dict[str, float]:
    """Our reader to the same figures: found by preset, cleaned, typed, only the columns RFM asks for."""
    one_core()
    os.environ.setdefault("SIYU_HOME", tempfile.mkdtemp(prefix="siyu-rate-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siyu.config.settings")
    import django

    django.setup()
    import polars as pl
    import pyarrow.csv  # noqa: F401 - loaded before the clock starts, as pandas is

    from siyu.domains.imports.reading.plans import choose_layout, plan_of
    from siyu.domains.imports.reading.rows import batches
    from siyu.domains.imports.reading.typed import Findings, Plan, typed

    cpu = time.process_time()
    table, layout = choose_layout(Path(file), preset="auto", mapping=None)
    whole = plan_of(table, layout, "Asia/Shanghai")
    asked = ("order_id", "nick", "paid_at", "total")
    plan, found = Plan(layout, {name: whole.places[name] for name in asked}, whole.zone), Findings()
    rows = pl.concat(
        typed(batch, plan, found).select("order_no", "buyer", "paid_at", "total")
        for batch, _ in batches(table, plan.columns, found)
    )
    orders = rows.unique("order_no", keep="first")
    people = orders.group_by("buyer").agg(pl.col("paid_at").max(), pl.len().alias("orders"), pl.col("total").sum())
    people.with_columns(
        (1 + (pl.col(name).rank("min") - 1) * 5 // pl.len()).alias(f"{name}_score")
        for name in ("paid_at", "orders", "total")
    )
    return {"rows": rows.height, "cpu": time.process_time() - cpu}


def apart(what: str, *files: str) -> dict[str, float]:
    """Measure in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--measure", what, *files], capture_output=True, text=True, check=True
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def rfm(file: str) -> None:
    """Print RFM from a file against pandas, reading all columns and only those it needs."""
    ours = apart("reading", file)["cpu"]
    for way in ("pandas", "pandas-few"):
        theirs = apart(way, file)["cpu"]
        print(
            f"          RFM from the file: {way} {theirs:.2f} s, here {ours:.2f} s, ratio {theirs / ours:.1f}",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--most", type=int, default=1_000_000)
    parser.add_argument("--measure", choices=["import", "pandas", "pandas-few", "reading"])
    parser.add_argument("files", nargs="*")
    given = parser.parse_args()
    if given.measure:
        measure = {
            "import": measure_import,
            "pandas": lambda f: measure_pandas(f[0]),
            "pandas-few": lambda f: measure_pandas(f[0], RFM_COLUMNS),
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
                rfm(str(single))


if __name__ == "__main__":
    main()
