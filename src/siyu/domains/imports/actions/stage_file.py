"""The first two steps of an import: read the file into typed rows on disk and bring each order's rows together."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import polars as pl

from siyu.domains.imports.reading import staging
from siyu.domains.imports.reading.derive import with_order_numbers
from siyu.domains.imports.reading.layouts import layout_by_name, layout_from_mapping
from siyu.domains.imports.reading.plans import choose_layout, plan_of
from siyu.domains.imports.reading.rows import batches, larger
from siyu.domains.imports.reading.typed import Findings, Plan, typed
from siyu.domains.imports.types import Layout, Table

REJECTED_KEPT: Final = 100_000
Report = Callable[[str, int, int], None]


@dataclass
class Staged:
    """What reading found: the layout, counts, refused rows (row, field, reason), oddities with an example."""

    preset: str
    encoding: str
    rows: int = 0
    lines_rows: int = 0
    rejected_count: int = 0
    rejected: list[list[Any]] = field(default_factory=list)
    noticed: dict[str, int] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)


def stage(
    folder: Path,
    file: Path,
    lines_file: Path | None,
    *,
    preset: str,
    mapping: dict[str, Any] | None,
    zone: str,
    report: Report,
) -> tuple[Staged, Layout]:
    """Read and gather into `folder`; a folder that is complete already is taken as it is."""
    ready = folder / "staged.json"
    if ready.exists():
        kept = json.loads(ready.read_text())
        layout = layout_from_mapping(mapping) if mapping else layout_by_name(kept["preset"])
        return Staged(**kept), layout
    for old in (*folder.glob("*.parquet"), *folder.glob("gather*"), *folder.glob("*.npy")):
        old.unlink()
    table, layout = choose_layout(file, preset=preset, mapping=mapping)
    found = Findings()
    together = _read(folder, "rows", table, plan_of(table, layout, zone), found, report)
    staged = Staged(preset=layout.name, encoding=table.encoding, rows=found.noticed.pop("rows", 0))
    if lines_file is not None:
        _read_lines(folder, lines_file, zone, found, report)
        staged.lines_rows = found.noticed.pop("rows", 0)
    report("gather", 0, 1)
    numbered = "order_id" not in layout.columns
    if any(folder.glob("rows-*.parquet")):
        staging.gather(folder, together=together, lines=_has_lines(folder), number_twins=numbered)
    found.rejected.extend((row, "lines:order_id", "no_such_order") for row in staging.stray_lines(folder))
    _keep_findings(staged, found)
    draft = folder / "staged.json.draft"
    draft.write_text(json.dumps(staged.__dict__, ensure_ascii=False))
    draft.rename(ready)
    return staged, layout


def _read_lines(folder: Path, path: Path, zone: str, found: Findings, report: Report) -> None:
    table, layout = choose_layout(path, preset="auto", mapping=None, role="lines")
    layout = replace(layout, role="lines")  # an order-level preset may serve here, but its rows need no time
    own = Findings()
    _read(folder, "lines", table, plan_of(table, layout, zone), own, report)
    found.rejected.extend((row, f"lines:{name}", reason) for row, name, reason in own.rejected)
    for kind, count in own.noticed.items():
        if kind in {"rows", "truncated"}:
            found.noticed[kind] += count
        else:
            found.notice(kind, count, own.examples.get(kind, ""))


def _read(folder: Path, name: str, table: Table, plan: Plan, found: Findings, report: Report) -> bool:
    writer = staging.Writer(folder, name)
    numbered = "order_id" not in plan.layout.columns
    for batch, done in larger(batches(table, plan.columns, found)):
        rows = typed(batch, plan, found)
        writer.add(with_order_numbers(rows) if numbered else rows)
        report("read", done, table.size)
    return writer.close()


def _has_lines(folder: Path) -> bool:
    return any(folder.glob("lines-*.parquet"))


def _keep_findings(staged: Staged, found: Findings) -> None:
    rejected = sorted(found.rejected, key=lambda one: (one[1].startswith("lines:"), one[0]))
    staged.rejected_count = len(rejected)
    staged.rejected = [list(one) for one in rejected[:REJECTED_KEPT]]
    staged.noticed = dict(found.noticed)
    staged.examples = found.examples


def looks_truncated(numbers: pl.Series) -> pl.Series:
    """Order numbers that a spreadsheet cut to 15 significant digits: longer, all digits, zeros behind the fifteenth."""
    return numbers.str.contains(r"^\d{15}0+$")
