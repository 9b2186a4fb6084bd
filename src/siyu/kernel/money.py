"""Money as integer fen: reading what people and platforms write, and writing what people read. Never a float."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

FEN_PER_YUAN = 100
_DECORATION = re.compile(r"[\s¥￥,，'`\"]|元|RMB|CNY", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")


def parse_fen(text: str) -> int:
    """Read yuan as platforms write them (`1,234.00`, `0元`, `￥12.3`, `１２．５`) into fen, half a fen rounds up.

    Raises ValueError when the text is not one amount.
    """
    plain = _DECORATION.sub("", text.translate(_FULL_WIDTH))
    if not _NUMBER.fullmatch(plain):
        raise ValueError(f"not an amount of money: {text!r}")
    return yuan_to_fen(Decimal(plain))


def yuan_to_fen(yuan: Decimal) -> int:
    """Turn a decimal amount of yuan into fen, half a fen rounds away from zero."""
    return int((yuan * FEN_PER_YUAN).to_integral_value(rounding=ROUND_HALF_UP))


def format_yuan(fen: int) -> str:
    """Write fen as yuan with thousands commas and no needless decimals: 128, 1,234.50."""
    sign = "-" if fen < 0 else ""
    yuan, rest = divmod(abs(fen), FEN_PER_YUAN)
    return f"{sign}{yuan:,}" + (f".{rest:02d}" if rest else "")


_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)} | {0xFF0E: ord("."), 0xFF0D: ord("-")}
