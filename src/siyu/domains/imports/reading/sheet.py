"""Workbooks: the sheet that holds the table, and its rows as text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import polars as pl

from siyu.domains.imports.errors import NotATable
from siyu.domains.imports.types import Layout, Table

_ROWS_AT_ONCE: Final = 20_000
_DAMAGED: Final = "The workbook is damaged or was not downloaded completely."


def look_at_workbook(path: Path, layout: Layout | None) -> Table:
    """The first sheet that has a table. Raises NotATable."""
    from siyu.domains.imports.reading.table import find_header

    workbook = _open(path)
    trouble: NotATable | None = None
    for name in workbook.sheet_names:
        rows = [[cell or "" for cell in row] for row in _load(workbook, name, 200).rows()]
        try:
            headers, at = find_header(rows, layout)
        except NotATable as none_here:
            trouble = none_here
            continue
        first = at + 1 if at else (layout.skip_rows if layout else 0) + 1
        return Table(path, "xlsx", "xlsx", "", headers, at, first, sheet=name, size=path.stat().st_size)
    raise trouble or NotATable("The workbook has no sheet with rows.", reason="no_table")


def sheet_batches(table: Table, columns: list[int]) -> Iterator[tuple[pl.DataFrame, int]]:
    """Batches of rows of the sheet; the sheet is in memory while they are taken."""
    frame = _load(_open(table.path), table.sheet, None)
    names = frame.columns
    for start in range(table.first_row - 1, frame.height, _ROWS_AT_ONCE):
        part = frame.slice(start, _ROWS_AT_ONCE)
        chosen = [
            (pl.col(names[place]) if place < len(names) else pl.lit("")).fill_null("").alias(f"c{place}")
            for place in columns
        ]
        rows = pl.int_range(start + 1, start + 1 + part.height, dtype=pl.Int64, eager=True)
        yield part.select(chosen).with_columns(row=rows), int(table.size * (start + part.height) / frame.height)


def _open(path: Path) -> Any:
    import fastexcel

    try:
        return fastexcel.read_excel(path)
    except Exception as broken:  # the parser's own errors have no common root
        raise NotATable(_DAMAGED, reason="damaged") from broken


def _load(workbook: Any, sheet: str, rows: int | None) -> pl.DataFrame:
    """A sheet as text from its first row on, so that row numbers are those people see."""
    try:
        loaded = workbook.load_sheet(sheet, header_row=None, skip_rows=0, n_rows=rows, dtypes="string")
        frame: pl.DataFrame = loaded.to_polars()
    except Exception as broken:
        raise NotATable(_DAMAGED, reason="damaged") from broken
    return frame
