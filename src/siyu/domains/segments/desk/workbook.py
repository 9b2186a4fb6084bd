"""CSV pieces as an Excel workbook: every cell text, nothing computed, rows streamed through a temporary file."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import Final

CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BLOCK: Final = 64 * 1024
_OPTIONS: Final = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def workbook(pieces: Iterable[str]) -> Iterator[bytes]:
    """The workbook in blocks; `pieces` hold whole lines, the first one may begin with a byte-order mark."""
    with TemporaryFile() as file:
        import xlsxwriter  # only when somebody exports

        book = xlsxwriter.Workbook(file, _OPTIONS)
        sheet = book.add_worksheet()
        lines = (line for piece in pieces for line in piece.removeprefix("\ufeff").splitlines(keepends=True))
        for number, row in enumerate(csv.reader(lines)):
            sheet.write_row(number, 0, row)
        book.close()
        file.seek(0)
        while block := file.read(_BLOCK):
            yield block
