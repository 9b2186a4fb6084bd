"""Finds the table in a file: delimiter, title rows above the header, the header itself."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from siyu.domains.imports.errors import BadMapping, NotATable
from siyu.domains.imports.presets import ALL
from siyu.domains.imports.reading.container import identify
from siyu.domains.imports.reading.encoding import CleanStream, detect_encoding
from siyu.domains.imports.types import Layout, Table
from siyu.kernel.text import fold, strip_cell

SAMPLE_BYTES: Final = 1 << 20
LONGEST_ROW: Final = 2 << 20  # bytes; also how much is read at once, which memory follows
_SAMPLE_ROWS: Final = 200
_TITLE_ROWS: Final = 20
_MOST_COLUMNS: Final = 2000
_NUMBERLIKE: Final = re.compile(r"[-+¥￥]?[\d.,:/\-\s]+")
_ALIASES: Final = {"gbk": "gb18030", "gb2312": "gb18030", "utf8": "utf-8", "utf-16le": "utf-16-le"}
_NO_TABLE: Final = "No table was found in this file: it needs a header row and at least two columns."
_KNOWN: Final = frozenset(fold(header) for layout in ALL for header in layout.headers)

csv.field_size_limit(LONGEST_ROW)


def look(path: Path, layout: Layout | None = None) -> Table:
    """Find out what is in the file; a mapping's own encoding, delimiter and rows to skip win. Raises NotATable."""
    kind = identify(path)
    if kind == "xlsx":
        from siyu.domains.imports.reading.sheet import look_at_workbook

        return look_at_workbook(path, layout)
    encoding = _encoding(path, layout)
    delimiter = layout.delimiter if layout and layout.delimiter else ""
    delimiter = {"\\t": "\t", "tab": "\t"}.get(delimiter, delimiter)
    if len(delimiter) > 1:
        raise BadMapping("A delimiter is one character.", path="delimiter", reason="delimiter")
    sample = sample_text(path, encoding, squeeze=delimiter == " ")
    delimiter = {"": _delimiter(sample), " ": " "}.get(delimiter, delimiter)
    rows = records(sample, "\t" if delimiter == " " else delimiter)
    headers, at = find_header(rows, layout)
    return Table(
        path=path,
        kind="csv",
        encoding=encoding,
        delimiter=delimiter,
        headers=headers,
        header_row=at,
        first_row=at + 1 if at else (layout.skip_rows if layout else 0) + 1,
        size=path.stat().st_size,
    )


def _encoding(path: Path, layout: Layout | None) -> str:
    if layout is None or not layout.encoding:
        return detect_encoding(path)
    name = _ALIASES.get(layout.encoding.casefold(), layout.encoding.casefold())
    try:
        "".encode(name)
    except LookupError as unknown:
        raise BadMapping(
            f"There is no encoding {layout.encoding!r}.", path="encoding", reason="encoding", value=layout.encoding
        ) from unknown
    return "utf-8-sig" if name == "utf-8" else name


def sample_text(path: Path, encoding: str, *, squeeze: bool = False) -> str:
    """The beginning of the file as clean text, up to a whole line where there is one."""
    stream = CleanStream(path, encoding, squeeze=squeeze)
    try:
        pieces, size = [], 0
        while size < SAMPLE_BYTES and (piece := stream.read(SAMPLE_BYTES)):
            pieces.append(piece)
            size += len(piece)
    finally:
        stream.close()
    text = b"".join(pieces).decode("utf-8", errors="replace")
    return text if size < SAMPLE_BYTES else text[: text.rfind("\n") + 1] or text


def records(text: str, delimiter: str) -> list[list[str]]:
    """The first rows of a text as cells; blank lines are rows without cells."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append(row)
            if len(rows) >= _SAMPLE_ROWS:
                break
    except csv.Error as broken:
        if not rows:
            raise NotATable(_NO_TABLE, reason="no_table") from broken
    return rows


def lines_before(text: str, delimiter: str, rows: int) -> int:
    """How many lines of text the first so many rows take (a quoted cell may hold line breaks)."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for _ in range(rows):
        next(reader, None)
    return reader.line_num


def _delimiter(sample: str) -> str:
    """The sign that cuts most rows into the same number of cells."""

    def score(sign: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in records(sample, sign)[:60] if len(row) > 1)
        return max(((count * min(width, 20), width) for width, count in widths.items()), default=(0, 0))

    best = max((",", "\t", ";", "|"), key=score)
    if score(best) == (0, 0):
        raise NotATable(_NO_TABLE, reason="no_table")
    return best


def find_header(rows: Sequence[Sequence[str]], layout: Layout | None) -> tuple[tuple[str, ...], int]:
    """The header cells and their row number (0: the file has none and columns are named #1, #2, ...)."""
    if layout and layout.saved and _by_place(layout):
        width = max((len(row) for row in rows[layout.skip_rows :]), default=0)
        return tuple(f"#{n}" for n in range(1, width + 1)), 0
    skip = layout.skip_rows if layout else 0
    wanted = {fold(h) for names in layout.columns.values() for h in names} if layout else set[str]()
    best, best_score = -1, 0.0
    for place, row in enumerate(rows[: skip + _TITLE_ROWS]):
        if place >= skip and (score := _header_score(row, wanted)) > best_score:
            best, best_score = place, score
            if skip:
                break
    if best < 0:
        raise NotATable(_NO_TABLE, reason="no_table")
    headers = tuple(strip_cell(cell) for cell in rows[best])
    if len(headers) > _MOST_COLUMNS:
        raise NotATable("This file has more columns than any export.", reason="too_wide")
    return headers, best + 1


def _by_place(layout: Layout) -> bool:
    return all(name.startswith("#") for names in layout.columns.values() for name in names)


def _header_score(row: Sequence[str], wanted: set[str]) -> float:
    """How much a row looks like a header: known names count most, then words rather than numbers."""
    cells = [fold(strip_cell(cell)) for cell in row]
    filled = [cell for cell in cells if cell]
    if len(filled) < 2:
        return 0
    known = sum(cell in wanted for cell in filled) * 100 + sum(cell in _KNOWN for cell in filled) * 10
    words = sum(not _NUMBERLIKE.fullmatch(cell) and len(cell) <= 40 for cell in filled)
    return known + words / 2 if words * 2 > len(filled) or known else 0.01 * len(filled)
