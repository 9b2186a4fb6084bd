"""The words of an import: fields, presets and mappings as one `Layout`, findings about a file, totals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

Status = Literal["placed", "paid", "shipped", "received", "refunded", "closed"]
Level = Literal["order", "line"]

STATUSES: Final[tuple[Status, ...]] = ("closed", "refunded", "placed", "paid", "shipped", "received")
"""By rank: where the rows of one order differ, the highest wins (one line closed does not close the order)."""

MAPPING_FIELDS: Final = frozenset(
    {"order_id", "person", "ordered_at", "paid_at", "sku", "title", "quantity", "unit_price"}
    | {"total", "paid", "refunded", "status", "channel", "phone", "email", "city"}
)
"""The fields a MAPPING.json may name."""

TIMES: Final = ("ordered_at", "paid_at", "shipped_at", "received_at", "refunded_at", "closed_at")
AMOUNTS: Final = ("total", "paid", "refunded", "unit_price", "amount", "line_refunded")


@dataclass(frozen=True)
class RefundRule:
    """How a row tells that it is a cancellation: a prefix in one column, or a quantity below zero."""

    header: str = ""
    prefix: str = ""
    negative_quantity: bool = False


@dataclass(frozen=True)
class Layout:
    """What the columns of one kind of file mean. Presets are layouts in code, mappings are layouts people made.

    `columns` maps a field to the headers that may carry it, best first. `amount_level` says whether `total`, `paid`
    and `refunded` belong to the whole order (and repeat on its rows) or to each line (and add up).
    `paid_is_net`: the paid column is already less refunds, as Taobao writes it.
    `buyer_scope`: the shops that share one name space of buyer names (Taobao and Tmall do).
    `buyer_is_number`: the platform gives a number of its own in place of a name that people chose; it tells buyers
    apart, but is nothing to call them by.
    """

    name: str
    channel: str
    columns: Mapping[str, tuple[str, ...]]
    role: Literal["orders", "lines"] = "orders"
    label_zh: str = ""
    label_en: str = ""
    headers: tuple[str, ...] = ()
    detect: tuple[tuple[str, ...], ...] = ()
    statuses: Mapping[str, Status] = field(default_factory=dict)
    refunded_after_sales: frozenset[str] = frozenset()
    constants: Mapping[str, str] = field(default_factory=dict)
    buyer_kind: str = "nick"
    buyer_scope: str = ""
    buyer_is_number: bool = False
    amount_level: Level = "order"
    paid_is_net: bool = False
    titles_joined_by: str = ""
    amount: str = ""
    refund_when: RefundRule | None = None
    encoding: str = ""
    delimiter: str = ""
    skip_rows: int = 0
    saved: bool = False

    @property
    def scope(self) -> str:
        """The name space of buyer names."""
        return self.buyer_scope or self.channel


@dataclass(frozen=True)
class Table:
    """What was found out about a file before reading its rows.

    `header_row` and `first_row` are row numbers as a spreadsheet shows them (from 1); `header_row` 0 means none.
    """

    path: Path
    kind: Literal["csv", "xlsx"]
    encoding: str
    delimiter: str
    headers: tuple[str, ...]
    header_row: int
    first_row: int
    sheet: str = ""
    size: int = 0


@dataclass
class Totals:
    """The counters of an import, as the command prints them; all amounts in fen over paid orders of the file."""

    rows: int = 0
    orders: int = 0
    lines: int = 0
    orders_new: int = 0
    orders_updated: int = 0
    orders_unchanged: int = 0
    persons_new: int = 0
    persons_matched: int = 0
    anonymous_orders: int = 0
    total_fen: int = 0
    paid_fen: int = 0
    refunded_fen: int = 0


@dataclass(frozen=True)
class Warned:
    """Something a person should know about the file, how often, and one example."""

    kind: str
    count: int
    example: str = ""

    def as_json(self) -> dict[str, Any]:
        """The shape of the command's `warnings`."""
        return {"kind": self.kind, "count": self.count, "example": self.example}


@dataclass(frozen=True)
class Proposal:
    """A header proposed for a field, with how sure we are (0 to 1) and why (`synonym`, `content`)."""

    field: str
    header: str
    confidence: float
    because: str


def header_row(text: str) -> tuple[str, ...]:
    """A header row written with bars between the cells, so that trailing spaces survive."""
    return tuple(text.split("|"))
