"""A file of facts as batches of text columns: CSV, NDJSON or Parquet, in flat memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from csv import reader as read_row
from itertools import islice
from pathlib import Path
from typing import Any, Final

import polars as pl
import pyarrow as pa

from siyu.domains.facts.reading.refusals import Refusals
from siyu.kernel.errors import Invalid

REQUIRED: Final = ("person", "at", "kind")
OPTIONAL: Final = ("channel", "object_type", "object_id", "amount_fen", "props", "event_id")
COLUMNS: Final = (*REQUIRED, *OPTIONAL)
BATCH: Final = 100_000
_CSV_BLOCK = 8 << 20  # bytes


def batches(file: Path, refusals: Refusals) -> Iterator[pl.DataFrame]:
    """Frames of the columns COLUMNS as text (null where empty) and `row`, the line as an editor counts it.

    A Parquet row is counted from 1. Raises Invalid for another kind of file or one without the required columns.
    """
    readers = {".csv": _csv, ".ndjson": _ndjson, ".jsonl": _ndjson, ".parquet": _parquet}
    reader = readers.get(file.suffix.lower())
    if reader is None:
        raise Invalid("Facts come as .csv, .ndjson or .parquet.", field="file")
    try:
        yield from reader(file, refusals)
    except (pa.ArrowException, UnicodeDecodeError) as broken:
        raise Invalid(f"{file.name} cannot be read: {str(broken).splitlines()[0]}", field="file") from broken


def _csv(file: Path, refusals: Refusals) -> Iterator[pl.DataFrame]:
    from pyarrow import csv

    skipped: set[int] = set()

    def misshapen(row: Any) -> str:
        skipped.add(row.number)
        refusals.add(row.number, "", f"has {row.actual_columns} cells where the header has {row.expected_columns}")
        return "skip"

    with file.open("rb") as raw:
        header = next(read_row([raw.readline().decode("utf-8-sig")]), [])
    if not any(header):
        raise Invalid(f"{file.name} is empty.", field="file")
    reader = csv.open_csv(
        str(file),
        read_options=csv.ReadOptions(block_size=_CSV_BLOCK, use_threads=False),
        parse_options=csv.ParseOptions(newlines_in_values=True, invalid_row_handler=misshapen),
        convert_options=csv.ConvertOptions(
            column_types=dict.fromkeys(header, pa.string())
        ),  # guessing would turn ids into numbers
    )
    row = 2
    for batch in reader:
        frame = pl.DataFrame(pa.table(batch))
        numbers = _without(skipped, row, frame.height)
        yield _shaped(frame, numbers, refusals, header_row=1)
        row = numbers[-1] + 1 if frame.height else row


def _without(skipped: set[int], first: int, count: int) -> pl.Series:
    """The next `count` row numbers from `first` on that were not skipped."""
    most = pl.int_range(first, first + count + len(skipped), eager=True)
    return most.filter(~most.is_in(list(skipped)))[:count] if skipped else most


def _ndjson(file: Path, refusals: Refusals) -> Iterator[pl.DataFrame]:
    with file.open(encoding="utf-8-sig") as lines:
        row = 1
        while block := list(islice(lines, BATCH)):
            columns: dict[str, list[str | None]] = {name: [] for name in COLUMNS}
            numbers: list[int] = []
            for number, line in enumerate(block, start=row):
                if line.isspace():
                    continue
                found = _object(line, number, refusals)
                if found is not None:
                    numbers.append(number)
                    for name, values in columns.items():
                        values.append(_text(found.get(name)))
            row += len(block)
            yield pl.DataFrame(
                {"row": numbers, **columns}, schema={"row": pl.Int64, **dict.fromkeys(COLUMNS, pl.String)}
            )


def _object(line: str, number: int, refusals: Refusals) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except ValueError:
        refusals.add(number, "", "is not JSON")
        return None
    if not isinstance(found, dict):
        refusals.add(number, "", "is not a JSON object")
        return None
    if unknown := found.keys() - _KNOWN:
        refusals.add(number, min(unknown), "is not a field of facts")
        return None
    return found


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _parquet(file: Path, refusals: Refusals) -> Iterator[pl.DataFrame]:
    from pyarrow import parquet

    row = 1
    with parquet.ParquetFile(file) as table:
        for batch in table.iter_batches(BATCH):
            frame = pl.DataFrame(pa.table(batch))
            text = frame.with_columns(_as_text(name, kind) for name, kind in frame.schema.items())
            yield _shaped(text, pl.int_range(row, row + frame.height, eager=True), refusals)
            row += frame.height


def _as_text(name: str, kind: pl.DataType) -> pl.Expr:
    """A typed column as its text: instants as ISO 8601, structures as JSON."""
    column = pl.col(name)
    if isinstance(kind, pl.Datetime):
        iso = column.dt.convert_time_zone("UTC") if kind.time_zone else column
        return iso.dt.strftime("%Y-%m-%dT%H:%M:%S%.3f" + ("Z" if kind.time_zone else ""))
    if isinstance(kind, pl.Struct):
        return pl.when(column.is_not_null()).then(column.struct.json_encode()).alias(name)
    if isinstance(kind, pl.Binary):
        return column.bin.encode("hex")
    return column.cast(pl.String)


def _shaped(frame: pl.DataFrame, numbers: pl.Series, refusals: Refusals, header_row: int = 0) -> pl.DataFrame:
    """All COLUMNS and `row`; an unknown column is refused once, missing optional ones are null."""
    frame = frame.rename({name: name.strip().lstrip("\ufeff") for name in frame.columns})
    missing = [name for name in REQUIRED if name not in frame.columns]
    if missing:
        raise Invalid(f"The file has no column {missing[0]!r}.", field=missing[0])
    for name in frame.columns:
        if name not in _KNOWN:
            refusals.add_once(header_row, name, "is not a column of facts; more belongs into props")
    text = [
        (pl.col(name) if name in frame.columns else pl.lit(None, pl.String).alias(name)).cast(pl.String)
        for name in COLUMNS
    ]
    return frame.select(numbers.cast(pl.Int64).alias("row"), *text)


_KNOWN: Final = frozenset(COLUMNS)
