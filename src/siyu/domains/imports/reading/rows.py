"""The rows of a text table as batches of columns: streamed, with their row numbers, ragged rows mended or refused."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Any, Final

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.csv as pa_csv

from siyu.domains.imports.errors import UnreadableRow
from siyu.domains.imports.reading.encoding import CleanStream
from siyu.domains.imports.reading.table import LONGEST_ROW, lines_before, sample_text
from siyu.domains.imports.reading.typed import Findings
from siyu.domains.imports.types import Table

_BLOCK: Final = LONGEST_ROW
_TOGETHER: Final = 20_000  # rows


def batches(table: Table, columns: list[int], found: Findings) -> Iterator[tuple[pl.DataFrame, int]]:
    """Batches of `row` and the columns `c0`, `c3` ... as text, each with how many bytes of the file are read so far.

    Raises UnreadableRow when a quote opens and never closes, or a row is longer than any real one.
    """
    if table.kind == "xlsx":
        from siyu.domains.imports.reading.sheet import sheet_batches

        yield from sheet_batches(table, columns)
        return
    yield from _TextRows(table, columns, found).batches()


def larger(given: Iterable[tuple[pl.DataFrame, int]]) -> Iterator[tuple[pl.DataFrame, int]]:
    """Batches of wide rows brought together: typing one costs the same hundred calls for few rows as for many."""
    held: list[pl.DataFrame] = []
    done = 0
    for batch, done in given:
        held.append(batch)
        if sum(frame.height for frame in held) >= _TOGETHER:
            yield pl.concat(held), done
            held = []
    if held:
        yield pl.concat(held), done


class _TextRows:
    """One pass over a CSV; rows that do not fit the header are collected while pyarrow reads on."""

    def __init__(self, table: Table, columns: list[int], found: Findings) -> None:
        self.table, self.columns, self.found = table, columns, found
        self.sign = "\t" if table.delimiter == " " else table.delimiter
        self.width = len(table.headers)
        self.ragged: list[tuple[int, str]] = []
        self.next_row = table.first_row

    def batches(self) -> Iterator[tuple[pl.DataFrame, int]]:
        stream = CleanStream(self.table.path, self.table.encoding, squeeze=self.table.delimiter == " ")
        try:
            reader = self._open(stream)
            if reader is not None:
                for batch in self._each(reader):
                    yield self._numbered(batch), stream.read_bytes
            if self.ragged:
                yield self._mended(), stream.read_bytes
            self.found.notice("unreadable_characters", stream.unreadable)
        finally:
            stream.close()

    def _open(self, stream: CleanStream) -> Any:
        names = [f"c{place}" for place in range(self.width)]
        kept = [f"c{place}" for place in self.columns]
        before = self.table.first_row - 1
        sample = sample_text(self.table.path, self.table.encoding, squeeze=self.table.delimiter == " ")
        self.lines = lines_before(sample, self.sign, before)
        try:
            return pa_csv.open_csv(
                pa.PythonFile(stream, mode="r"),
                read_options=pa_csv.ReadOptions(
                    use_threads=False, block_size=_BLOCK, column_names=names, skip_rows=self.lines
                ),
                parse_options=pa_csv.ParseOptions(
                    delimiter=self.sign,
                    newlines_in_values=True,
                    ignore_empty_lines=False,
                    invalid_row_handler=self._keep_ragged,
                ),
                convert_options=pa_csv.ConvertOptions(
                    include_columns=kept, column_types={name: pa.string() for name in kept}, strings_can_be_null=False
                ),
            )
        except pa.ArrowInvalid as broken:
            if "Empty CSV" in str(broken):
                return None
            raise self._unreadable() from broken

    def _each(self, reader: Any) -> Iterator[Any]:
        while True:
            try:
                yield reader.read_next_batch()
            except StopIteration:
                return
            except pa.ArrowInvalid as broken:
                raise self._unreadable() from broken

    def _unreadable(self) -> UnreadableRow:
        return UnreadableRow(
            f"Reading stops near row {self.next_row}: a quotation mark opens there and never closes, "
            "or the row is longer than 2 MB.",
            row=self.next_row,
        )

    def _keep_ragged(self, row: Any) -> str:
        self.ragged.append((int(row.number) - self.lines + self.table.first_row - 1, row.text))
        return "skip"

    def _numbered(self, batch: Any) -> pl.DataFrame:
        """Give the rows their numbers, leaving out those of ragged rows, and put mended ragged rows behind them."""
        frame = pl.DataFrame(batch)
        last = self.next_row + frame.height + len(self.ragged)
        rows = np.arange(self.next_row, last, dtype=np.int64)
        gaps = [number for number, _ in self.ragged]
        rows = rows[~np.isin(rows, gaps)][: frame.height] if gaps else rows
        frame = frame.with_columns(row=pl.Series(rows, dtype=pl.Int64))
        self.next_row = int(rows[-1]) + 1 if len(rows) else self.next_row
        passed = [number for number in gaps if number <= self.next_row]
        self.next_row = max([self.next_row, *(number + 1 for number in passed)])
        if not self.ragged:
            return frame
        return pl.concat([frame, self._mended()], how="vertical").sort("row")

    def _mended(self) -> pl.DataFrame:
        """Ragged rows: short ones are filled up, extra empty cells dropped, run-together ones taken apart."""
        kept: list[list[Any]] = []
        for number, text in self.ragged:
            for cells in self._cells(text):
                if len(cells) > self.width and any(cell.strip() for cell in cells[self.width :]):
                    self.found.noticed["rows"] += 1
                    self.found.rejected.append((number, "row", "too_many_cells"))
                    continue
                full = [*cells, *[""] * (self.width - len(cells))]
                kept.append([*(full[place] for place in self.columns), number])
        self.ragged.clear()
        names = [f"c{place}" for place in self.columns]
        schema = {**dict.fromkeys(names, pl.String), "row": pl.Int64}
        return pl.DataFrame(kept, schema=schema, orient="row")

    def _cells(self, text: str) -> list[list[str]]:
        if "\n" in text.strip("\r\n"):  # a stray quotation mark swallowed line ends: read each line as it stands
            self.found.notice("stray_quotes", 1, text[:40])
            return [line.split(self.sign) for line in text.splitlines() if line]
        try:
            return list(csv.reader([text], delimiter=self.sign)) or [[]]
        except csv.Error:
            return [text.split(self.sign)]
