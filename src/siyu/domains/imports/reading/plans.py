"""Chooses how a file is read: its table, its layout, and where the layout's fields are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from siyu.domains.imports.errors import BadMapping, UnknownLayout
from siyu.domains.imports.reading.layouts import detect_layout, layout_by_name, layout_from_mapping, resolve
from siyu.domains.imports.reading.table import look
from siyu.domains.imports.reading.typed import Plan
from siyu.domains.imports.types import Layout, Table
from siyu.kernel.text import fold


def choose_layout(
    path: Path, *, preset: str, mapping: dict[str, Any] | None, role: str = "orders"
) -> tuple[Table, Layout]:
    """The table of a file and the layout to read it by. Raises NotATable, UnknownLayout, BadMapping."""
    given = layout_from_mapping(mapping) if mapping and role == "orders" else None
    if given is None and preset != "auto" and role == "orders":
        given = layout_by_name(preset)
    table = look(path, given)
    layout = given or detect_layout(table.headers, "lines" if role == "lines" else "orders")
    if layout is None:
        what = "line file" if role == "lines" else "file"
        raise UnknownLayout(
            f"No preset knows the headers of this {what}; give a mapping.",
            reason="unknown_lines" if role == "lines" else "unknown_layout", headers=list(table.headers), role=role,
        )  # fmt: skip
    return table, layout


def plan_of(table: Table, layout: Layout, zone: str) -> Plan:
    """How to read this table by this layout. Raises BadMapping, UnknownLayout where a needed column is missing."""
    places = resolve(layout, table.headers)
    needed = {"order_id"} & layout.columns.keys()
    amounts = {"total", "paid", "amount"} & places.keys() or layout.amount
    if not needed <= places.keys() or (layout.role == "orders" and not amounts):
        lacking = _lacking(layout, needed - places.keys())
        raise UnknownLayout(
            f"This file lacks columns that {layout.name} needs ({lacking}); choose another preset or give a mapping.",
            reason="lacks_columns", preset=layout.name, header=lacking, headers=list(table.headers),
        )  # fmt: skip
    rule, at = layout.refund_when, None
    if rule and rule.header:
        folded = [fold(header) for header in table.headers]
        if fold(rule.header) not in folded:
            raise BadMapping(
                f"The file has no column {rule.header!r}.",
                path="refund_when.column", reason="no_refund_column", header=rule.header,
            )  # fmt: skip
        at = folded.index(fold(rule.header))
    if rule and rule.negative_quantity and "quantity" not in places:
        raise BadMapping("negative_quantity needs a quantity column.", path="refund_when", reason="refund_quantity")
    return Plan(layout, places, zone, at)


def _lacking(layout: Layout, needed: set[str]) -> str:
    """The headers that a preset looked for in vain: those of the needed fields, else those of its amounts."""
    fields = sorted(needed) or [name for name in ("total", "paid", "amount") if name in layout.columns]
    return " / ".join(header for name in fields for header in layout.columns[name])
