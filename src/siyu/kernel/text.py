"""Text as people type it and platforms export it: folded so that what looks the same compares the same."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import opencc

_SPACE = re.compile(r"\s+")


def fold(text: str) -> str:
    """Fold width, brackets, case and spaces for comparison: `商品编码（平台） ` and `商品编码(平台)` become one."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).casefold()


@lru_cache
def _simple_letters() -> dict[int, str]:
    """Traditional letters → simplified, letter by letter, of the CJK block (a table is a thousand times quicker)."""
    letters = [chr(point) for point in range(0x4E00, 0xA000)]
    simple = opencc.OpenCC("t2s").convert("\n".join(letters)).split("\n")
    return {ord(old): new for old, new in zip(letters, simple, strict=True) if old != new}


def plain_letters(text: str) -> str:
    """A text in half-width, simplified, lower-case letters; spaces and signs stay where they are."""
    return unicodedata.normalize("NFKC", text).translate(_simple_letters()).casefold()


def strip_cell(text: str) -> str:
    """Undress a spreadsheet cell: outer spaces and tabs, byte-order mark, a leading apostrophe or back-tick."""
    return text.strip(" \t\r\n\ufeff\u00a0\u3000").removeprefix("'").removeprefix("`").strip(" \t\u00a0\u3000")


def mask_phone(phone: str) -> str:
    """Show a phone number without giving it away: 138****5678."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 8 else "****"


def compact_count(number: int) -> str:
    """Write a count as Chinese readers do: 9,999 stays, 14,000 is 1.4万, 120,000,000 is 1.2亿."""
    for size, unit in ((10**8, "亿"), (10**4, "万")):
        if abs(number) >= size:
            tenths = round(number * 10 / size)
            return f"{tenths / 10:.1f}".removesuffix(".0") + unit
    return f"{number:,}"
