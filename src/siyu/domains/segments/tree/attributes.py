"""The attributes that a tree may ask about, with their types."""

from __future__ import annotations

from typing import Final

NUMERIC: Final = ("eq", "gt", "gte", "lt", "lte")

ATTRIBUTES: Final[dict[str, str]] = {
    "orders": "number",
    "net_paid_fen": "fen",
    "refunded_fen": "fen",
    "first_order_at": "instant",
    "last_order_at": "instant",
    "days_since_last_order": "number",
    "rfm_r": "score",
    "rfm_f": "score",
    "rfm_m": "score",
    "intimacy": "number",
    "city": "text",
    "birthday_md": "month_day",
}
"""Attribute → type: number, fen, instant (ISO), score (1–5), text, month_day (MM-DD)."""


def operators_of(attribute: str) -> tuple[str, ...]:
    """The comparisons that make sense for an attribute."""
    return ("eq",) if ATTRIBUTES[attribute] == "text" else NUMERIC
