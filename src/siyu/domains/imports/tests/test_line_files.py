"""Line rows meet their orders whether the line file lists them as the order file does or not; strays are told."""

from __future__ import annotations

import random
from pathlib import Path

import polars as pl
import pytest

from siyu.domains.imports.reading import staging

ORDERS = [f"7{n:03d}" for n in range(200)]


def staged(folder: Path, name: str, numbers: list[str]) -> bool:
    writer = staging.Writer(folder, name)
    rows = pl.DataFrame({"row": range(2, len(numbers) + 2), "channel": "taobao", "order_no": numbers})
    writer.add(rows.with_columns(pl.col("row").cast(pl.Int64)))
    return writer.close()


@pytest.mark.parametrize("in_order", [True, False])
def test_each_order_gets_its_lines(tmp_path: Path, in_order: bool) -> None:
    lines = sorted([*ORDERS, *ORDERS[::3], "0-stray", "9-stray"])
    if not in_order:
        random.Random(3).shuffle(lines)
    together = staged(tmp_path, "rows", ORDERS)
    staged(tmp_path, "lines", lines)
    staging.gather(tmp_path, together=together, lines=True, number_twins=False)
    assert (tmp_path / "lines.parquet").exists() is not in_order
    met: list[str] = []
    for orders, own in staging.order_chunks(tmp_path, 7):
        assert own is not None
        assert set(own["order_no"]) == set(orders["order_no"])
        met += own["order_no"].to_list()
    assert sorted(met) == sorted(line for line in lines if "stray" not in line)
    assert sorted(staging.stray_lines(tmp_path)) == sorted(n + 2 for n, line in enumerate(lines) if "stray" in line)
