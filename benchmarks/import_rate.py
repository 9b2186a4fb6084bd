"""Import speed on one core: rows a second from 10⁴ to 10⁶ rows, and against pandas reading the same file for RFM.

Run: .venv/bin/python benchmarks/import_rate.py [--most 1000000]. Prints ratios; CPU seconds, so that a busy machine
blurs them less. Rows are those of the order file and of the line file together. Libraries are loaded before the clock
starts, as in the worker. The machine is named by its processor and by the time of a plain Python loop.
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


def machine() -> str:
    """The processor, the CPU seconds of three million turns of a plain loop, and how busy the machine is."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    found = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    started, total = time.process_time(), 0
    for turn in range(3_000_000):
        total += turn * turn % 7
    loop = time.process_time() - started
    return f"{found[0]}, {len(found)} cores; plain loop {loop:.2f} s; load {os.getloadavg()[0]:.1f}"


def measure_import(files: list[str]) -> dict[str, float]:
    """Import in this fresh process and home; CPU seconds of reading, matching and storing."""
    return measure_imports([files])[0]


def measure_imports(turns: list[list[str]]) -> list[dict[str, float]]:
    """Import file after file into one fresh home; CPU seconds of each."""
    one_core()
    os.environ["SIYU_HOME"] = tempfile.mkdtemp(prefix="siyu-rate-")
    os.environ.pop("SIYU_DATABASE_URL", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siyu.config.settings")
    import django

    django.setup()
    import duckdb  # noqa: F401 - these are loaded in a worker
    import pyarrow.compute
    import pyarrow.csv
    import pyarrow.parquet  # noqa: F401
    from django.core.management import call_command

    from siyu.domains.accounts.actions.open_account import open_account
    from siyu.domains.imports.actions.open_job import open_job
    from siyu.domains.imports.actions.run_import import run_import

    call_command("migrate", verbosity=0)
    account, told = open_account(slug="a", name="A"), []
    for files in turns:
        wall, cpu = time.perf_counter(), time.process_time()
        job = run_import(open_job(account, *map(Path, files), resume=False).pk)
        took = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}
        kept = {name: job.counters[name] for name in ("orders_new", "orders_updated", "orders_unchanged")}
        told.append({"rows": job.rows_total, **took, **kept})
    return told


def measure_again(files: list[str]) -> dict[str, float]:
    """The same pair again, and a newer export of it in which every tenth order was closed since."""
    newer = f"{files[0]}.newer.csv"
    with Path(files[0]).open(encoding="gb18030") as old, Path(newer).open("w", encoding="gb18030") as new:
        for number, line in enumerate(old):
            new.write(line.replace("交易成功", "交易关闭") if number % 10 == 5 else line)
    first, same, edited = measure_imports([files, files, [newer, *files[1:]]])
    if same["orders_new"] or same["orders_updated"] or not edited["orders_updated"] or edited["orders_new"]:
        raise SystemExit(f"the same again: {same}; a newer export: {edited}")
    return {"rows": first["rows"], "first": first["cpu"], "same": same["cpu"], "edited": edited["cpu"]}


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
    from siyu.domains.imports.reading.rows import batches, larger
    from siyu.domains.imports.reading.typed import Findings, Plan, typed

    cpu = time.process_time()
    table, layout = choose_layout(Path(file), preset="auto", mapping=None)
    whole = plan_of(table, layout, "Asia/Shanghai")
    asked = ("order_id", "nick", "paid_at", "total")
    plan, found = Plan(layout, {name: whole.places[name] for name in asked}, whole.zone), Findings()
    rows = pl.concat(
        typed(batch, plan, found).select("order_no", "buyer", "paid_at", "total")
        for batch, _ in larger(batches(table, plan.columns, found))
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
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, __file__, "--measure", what, *files]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=env)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def again(files: list[str]) -> None:
    """Print what importing the same files again takes, and a newer export of the same orders."""
    told = apart("again", *files)
    print(
        f"          again: first {told['first']:.2f} s, the same files {told['same']:.2f} s, "
        f"a newer export with a tenth changed {told['edited']:.2f} s",
        flush=True,
    )


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
    parser.add_argument("--measure", choices=["import", "again", "pandas", "pandas-few", "reading"])
    parser.add_argument("files", nargs="*")
    given = parser.parse_args()
    if given.measure:
        measure = {
            "import": measure_import,
            "again": measure_again,
            "pandas": lambda f: measure_pandas(f[0]),
            "pandas-few": lambda f: measure_pandas(f[0], RFM_COLUMNS),
            "reading": lambda f: measure_reading(f[0]),
        }
        print(json.dumps(measure[given.measure](given.files)))
        return
    first = 0.0
    for rows in [10**n for n in range(4, 8) if 10**n <= given.most]:
        with tempfile.TemporaryDirectory() as folder:
            both = [str(path) for path in write_taobao(Path(folder), rows)]
            pair = apart("import", *both)
            single = Path(folder) / "xhs.csv"
            write_xiaohongshu(single, rows)
            items = apart("import", str(single))
            line = f"{rows:>9,} rows: orders + line file {pair['rows'] / pair['cpu']:>8,.0f} rows/s"
            line += f", one row a product {items['rows'] / items['cpu']:>8,.0f} rows/s"
            first = first or pair["cpu"] / pair["rows"]
            line += f", per row against the smallest ×{pair['cpu'] / pair['rows'] / first:.2f}"
            print(f"{line} [{machine()}]", flush=True)
            if rows == 10**5:
                again(both)
                rfm(str(single))


if __name__ == "__main__":
    main()
