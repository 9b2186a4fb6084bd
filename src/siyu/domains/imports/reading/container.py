"""What a file is by its first bytes: text, a workbook, or nothing that holds a table."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Final, Literal

from siyu.domains.imports.errors import NotATable

_SIGNATURES: Final = (
    (b"%PDF", "pdf", "This is a PDF. Export the orders as CSV or Excel and drop that file."),
    (b"\x89PNG", "image", "This is a picture. Export the orders as CSV or Excel and drop that file."),
    (b"\xff\xd8\xff", "image", "This is a picture. Export the orders as CSV or Excel and drop that file."),
    (b"GIF8", "image", "This is a picture. Export the orders as CSV or Excel and drop that file."),
    (b"\xd0\xcf\x11\xe0", "old_excel", "This is an old .xls workbook. Save it as .xlsx or CSV and drop that file."),
    (b"\x1f\x8b", "archive", "This file is packed. Unpack it and drop the CSV or Excel file inside."),
    (b"Rar!", "archive", "This file is packed. Unpack it and drop the CSV or Excel file inside."),
    (b"7z\xbc\xaf", "archive", "This file is packed. Unpack it and drop the CSV or Excel file inside."),
    (b"SQLite format 3", "binary", "This is a database, not a table. Export the orders as CSV or Excel."),
    (b"PAR1", "binary", "This is a Parquet file. Export the orders as CSV or Excel."),
)
_MOST_SHEET_BYTES: Final = 1_500_000_000
"""A sheet larger than this when unpacked is refused before it fills the memory (a 1,048,576-row export is smaller)."""


def identify(path: Path) -> Literal["csv", "xlsx"]:
    """Whether to read the file as text or as a workbook. Raises NotATable with one plain sentence."""
    if not path.is_file():
        raise NotATable(f"There is no file {path.name}.", reason="missing")
    with path.open("rb") as file:
        start = file.read(16)
    if not start:
        raise NotATable("The file is empty.", reason="empty")
    for signature, reason, sentence in _SIGNATURES:
        if start.startswith(signature):
            raise NotATable(sentence, reason=reason)
    return _workbook(path) if start.startswith(b"PK") else "csv"


def _workbook(path: Path) -> Literal["xlsx"]:
    try:
        with zipfile.ZipFile(path) as archive:
            sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as broken:
        raise NotATable("The workbook is damaged or was not downloaded completely.", reason="damaged") from broken
    if "xl/workbook.xml" not in sizes and "xl/workbook.bin" not in sizes:
        raise NotATable("This file is packed. Unpack it and drop the CSV or Excel file inside.", reason="archive")
    if max(sizes.values()) > _MOST_SHEET_BYTES:
        raise NotATable("This workbook is too large. Save the sheet as CSV and drop that file.", reason="too_large")
    return "xlsx"
