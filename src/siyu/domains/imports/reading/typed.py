"""Rows of text to typed rows by a layout: what each cell means, and which rows cannot be taken."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from siyu.domains.imports.reading import buyers, cells
from siyu.domains.imports.reading.layouts import QUANTITY_TIMES_PRICE
from siyu.domains.imports.types import STATUSES, Layout
from siyu.kernel.text import fold

_MS: Final = pl.Datetime("ms")
SCHEMA: Final[dict[str, pl.DataType]] = {
    "row": pl.Int64(),
    "channel": pl.String(),
    "order_no": pl.String(),
    "buyer": pl.String(),
    "phone": pl.String(),
    "phone_shown": pl.String(),
    "email": pl.String(),
    "name": pl.String(),
    "city": pl.String(),
    "ordered_at": _MS,
    "paid_at": _MS,
    "shipped_at": _MS,
    "received_at": _MS,
    "status": pl.Int8(),
    "total": pl.Int64(),
    "paid": pl.Int64(),
    "refunded": pl.Int64(),
    "amount": pl.Int64(),
    "unit_price": pl.Int64(),
    "line_refunded": pl.Int64(),
    "quantity": pl.Int64(),
    "kinds": pl.Int64(),
    "sku": pl.String(),
    "title": pl.String(),
    "after_sales": pl.Boolean(),
    "is_refund": pl.Boolean(),
}
"""One staged row: typed, with keyed hashes in place of phone numbers."""

_MONEY: Final = ("total", "paid", "refunded", "amount", "unit_price", "line_refunded")
_TIMES: Final = ("ordered_at", "paid_at", "shipped_at", "received_at")
_TEXTS: Final = {"order_id": 64, "sku": 80, "title": 300, "name": 60, "channel": 24}
_SUMMARY: Final = r"^(合计|总计|小计|汇总|总计：|合计：|total|Total|TOTAL|总交易单数.*)$"
_DESTROYED: Final = r"^\d(\.\d+)?[eE]\+\d+$"
_RANK: Final = {status: rank for rank, status in enumerate(STATUSES)}


@dataclass
class Findings:
    """What was noticed on the way: refused rows as (row, field, reason), and kinds of oddities with an example."""

    rejected: list[tuple[int, str, str]] = field(default_factory=list)
    noticed: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def notice(self, kind: str, count: int, example: str = "") -> None:
        """Count an oddity and keep its first example."""
        if count:
            self.noticed[kind] += count
            self.examples.setdefault(kind, example)


@dataclass(frozen=True)
class Plan:
    """How to read one file: the layout, where its fields are (`c3` = fourth column), the account's time zone."""

    layout: Layout
    places: dict[str, list[int]]
    zone: str
    refund_column: int | None = None

    @property
    def columns(self) -> list[int]:
        """The columns that are read; all others, identity cards among them, never are."""
        wanted = {place for places in self.places.values() for place in places}
        return sorted(wanted | ({self.refund_column} if self.refund_column is not None else set()))


def typed(raw: pl.DataFrame, plan: Plan, found: Findings) -> pl.DataFrame:
    """The rows that can be taken, in SCHEMA; blank rows and summary rows are left out, faulty ones go to `found`."""
    text = _texts(raw, plan)
    text = _without_blank_and_summary(text, plan, found)
    out = _readings(text, plan)
    faults = _faults(text, out, plan)
    bad = faults.select(pl.any_horizontal(pl.all())).to_series() if faults.width else None
    if bad is not None and bad.any():
        _reject(text["row"], faults, found)
        out, text = out.filter(~bad), text.filter(~bad)
    _notice(text, out, plan, found)
    return out


def _texts(raw: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """Field → undressed text; of several columns the first that says something."""
    raw = raw.select("row", *(cells.undressed(f"c{place}") for place in plan.columns))  # once; told() asks twice
    cleaned = {}
    for name, places in plan.places.items():
        parts = [cells.told(f"c{place}") for place in places]
        cleaned[name] = parts[0] if len(parts) == 1 else pl.coalesce(parts)
    if plan.refund_column is not None:
        cleaned["refund_mark"] = cells.told(f"c{plan.refund_column}")
    for name, value in plan.layout.constants.items():
        cleaned[name] = pl.lit(value)
    return raw.select("row", **cleaned)


def _without_blank_and_summary(text: pl.DataFrame, plan: Plan, found: Findings) -> pl.DataFrame:
    given = [name for name in text.columns if name != "row" and name not in plan.layout.constants]
    blank = text.select(pl.all_horizontal(pl.col(given).is_null())).to_series()
    first = "order_id" if "order_id" in given else "person" if "person" in given else given[0]
    summary = text[first].str.contains(_SUMMARY).fill_null(value=False)
    if summary.any():
        found.notice("summary_rows", int(summary.sum()), f"row {text['row'].filter(summary)[0]}")
    left_out = blank | summary
    found.noticed["rows"] += text.height - int(left_out.sum())
    return text.filter(~left_out) if left_out.any() else text


def _readings(text: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    layout, have = plan.layout, set(text.columns)
    columns: dict[str, pl.Series | pl.Expr] = {name: pl.lit(None, dtype=dtype) for name, dtype in SCHEMA.items()}
    columns["row"] = pl.col("row")
    columns["channel"] = pl.lit(layout.channel)
    columns.update({name: cells.money(text[name]) for name in _MONEY if name in have})
    columns.update({name: cells.instant(text[name], plan.zone) for name in _TIMES if name in have})
    columns.update({name: cells.number(text[name]) for name in ("quantity", "kinds") if name in have})
    for name, longest in _TEXTS.items():
        if name in have:
            columns["order_no" if name == "order_id" else name] = pl.col(name).str.slice(0, longest)
    columns.update(_buyer(text, layout, have))
    columns.update(_states(text, layout, have))
    out = text.select(**columns)
    if layout.amount == QUANTITY_TIMES_PRICE:
        out = out.with_columns(amount=pl.col("quantity") * pl.col("unit_price"))
    return out.with_columns(is_refund=_refund(text, out, plan))


def _buyer(text: pl.DataFrame, layout: Layout, have: set[str]) -> dict[str, pl.Series | pl.Expr]:
    found: dict[str, pl.Series | pl.Expr] = {}
    if layout.buyer_kind == "key" and "person" in have:
        found["buyer"] = buyers.readable_name(pl.col("person"))
    elif "nick" in have:
        found["buyer"] = buyers.readable_name(pl.col("nick"))
    if "phone" in have:
        found["phone"] = buyers.phone_hash(text["phone"])
        found["phone_shown"] = buyers.phone_shown(text["phone"])
    if "email" in have:
        found["email"] = buyers.email_folded(text["email"])
    if "name" in have:
        found["name"] = buyers.receiver(pl.col("name").str.slice(0, 60))
    if "city" in have:
        found["city"] = buyers.city(pl.col("city")).str.slice(0, 40)
    return found


def _states(text: pl.DataFrame, layout: Layout, have: set[str]) -> dict[str, pl.Series | pl.Expr]:
    found: dict[str, pl.Series | pl.Expr] = {}
    if "status" in have:
        found["status"] = _status(text["status"], layout)
    if "after_sales" in have:
        found["after_sales"] = pl.col("after_sales").is_in(list(layout.refunded_after_sales))
    return found


def _status(series: pl.Series, layout: Layout) -> pl.Series:
    table = {fold(value): _RANK[status] for value, status in layout.statuses.items()}

    def rank(text: str) -> int | None:
        known = table.get(fold(text))
        return known if known is not None else table.get(fold(text).split(",")[0])

    return cells.each_distinct(series, rank, pl.Int8())


def _refund(text: pl.DataFrame, out: pl.DataFrame, plan: Plan) -> pl.Series:
    rule = plan.layout.refund_when
    if rule is None:
        return pl.repeat(value=False, n=out.height, dtype=pl.Boolean, eager=True)
    if rule.negative_quantity:
        return (out["quantity"] < 0).fill_null(value=False)
    return text["refund_mark"].str.starts_with(rule.prefix).fill_null(value=False)


def _faults(text: pl.DataFrame, out: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """One column a check, named field:reason, true where the row fails it."""
    have = set(text.columns)
    checks: dict[str, pl.Series] = {}

    def check(name: str, failing: pl.Series) -> None:
        if failing.any():
            checks[name] = failing.fill_null(value=False)

    if "order_id" in plan.layout.columns:
        check("order_id:missing", text["order_id"].is_null())
        check("order_id:digits_lost", text["order_id"].str.contains(_DESTROYED))
        check("order_id:too_long", text["order_id"].str.len_chars() > _TEXTS["order_id"])
    for name in _MONEY:
        if name in have:
            check(f"{name}:not_money", text[name].is_not_null() & out[name].is_null())
    for name in _TIMES:
        if name in have:
            check(f"{name}:not_a_time", text[name].is_not_null() & out[name].is_null())
    if "quantity" in have:
        check("quantity:not_a_number", text["quantity"].is_not_null() & out["quantity"].is_null())
    if plan.layout.role == "orders":
        times = [name for name in _TIMES if name in have]
        check("ordered_at:missing", out.select(pl.all_horizontal(pl.col(times).is_null())).to_series())
        amounts = [name for name in ("total", "paid", "amount") if out[name].dtype == pl.Int64]
        given = out.select(pl.all_horizontal(pl.col(amounts).is_null())).to_series()
        check("total:missing", given)
    return pl.DataFrame(checks)


def _reject(rows: pl.Series, faults: pl.DataFrame, found: Findings) -> None:
    """Each refused row once, with the first check that it fails."""
    told = pl.repeat(value=False, n=len(rows), dtype=pl.Boolean, eager=True)
    for name in faults.columns:
        field_name, reason = name.split(":")
        failing = faults[name] & ~told
        found.rejected.extend((row, field_name, reason) for row in rows.filter(failing).to_list())
        told |= failing


def _notice(text: pl.DataFrame, out: pl.DataFrame, plan: Plan, found: Findings) -> None:
    if "status" in text.columns and plan.layout.statuses:
        unknown = text["status"].is_not_null() & out["status"].is_null()
        if unknown.any():
            found.notice("unknown_status", int(unknown.sum()), text["status"].filter(unknown)[0])
    if plan.layout.amount and plan.layout.role == "orders":
        adjusted = (out["amount"] <= 0) & ~out["is_refund"]
        if adjusted.any():
            found.notice("adjustments", int(adjusted.sum()), f"row {out['row'].filter(adjusted)[0]}")
