"""Writes orders, lines and goods in bulk, and reads back orders as they were before an update."""

from __future__ import annotations

from typing import Any, Final

import polars as pl

from siyu.domains.accounts.models import Account
from siyu.domains.imports.models import Goods, ImportedOrder, ImportJob, OrderLine
from siyu.platform.db import bulk

_TIMES: Final = ("ordered_at", "paid_at", "shipped_at", "received_at", "refunded_at", "closed_at")
_COLUMNS: Final = (
    "channel", "order_no", "identity_id", "status", *_TIMES, "total_fen", "paid_fen", "refunded_fen",
    "items", "line_count", "refund_only", "city", "content_hash", "job_id", "source_row",
)  # fmt: skip
_UPDATED: Final = tuple(name for name in _COLUMNS if name not in {"channel", "order_no"})
_OFTEN_SAME: Final = ("channel", "refund_only", "shipped_at", "received_at", "refunded_at", "closed_at", "city")
_MOST_GOODS: Final = 200_000


class OrderStore:
    """Remembers the goods it has met, so that titles are looked up once."""

    def __init__(self, *, has_lines: bool) -> None:
        self.has_lines = has_lines
        self._goods: dict[tuple[str, str, str], int] = {}

    def forget(self) -> None:
        """Drop what a rolled-back transaction may have made."""
        self._goods.clear()

    def stored(self, account: Account, changed: pl.DataFrame) -> pl.DataFrame | None:
        """The changed orders as they are kept so far, in the shape `events.facts_of` takes."""
        if not changed.height:
            return None
        columns = (
            "id", "channel", "order_no", "status", *_TIMES, "total_fen", "paid_fen", "refunded_fen",
            "items", "line_count", "refund_only", "identity_id",
        )  # fmt: skip
        found: list[tuple[Any, ...]] = []
        ids = changed["id"].to_list()
        for start in range(0, len(ids), 500):
            rows = ImportedOrder.objects.of(account).filter(pk__in=ids[start : start + 500])
            found.extend(rows.values_list(*columns, "identity__person_id"))
        moment = dict.fromkeys(_TIMES, pl.Datetime("ms", "UTC"))
        schema: dict[str, Any] = {
            "id": pl.Int64, "channel": pl.String, "order_no": pl.String, "state": pl.String, **moment,
            "total_fen": pl.Int64, "paid_fen": pl.Int64, "refunded_fen": pl.Int64, "items": pl.Int64,
            "line_count": pl.UInt32, "refund_only": pl.Boolean, "identity": pl.Int64, "person": pl.Int64,
        }  # fmt: skip
        frame = pl.DataFrame(found, schema=schema, orient="row")
        return frame.with_columns(
            pl.col(_TIMES).dt.replace_time_zone(None).cast(pl.Datetime("ms")), pl.col("identity", "person").fill_null(0)
        )

    def write(self, account: Account, job: ImportJob, orders: pl.DataFrame, lines: pl.DataFrame) -> None:
        """Insert new orders, overwrite changed ones, replace the lines of both."""
        new = orders["id"].is_null()
        ids = bulk.reserve_ids(ImportedOrder, int(new.sum()))
        orders = orders.with_columns(is_new=new)
        fresh = orders.filter("is_new").with_columns(id=pl.Series(ids, dtype=pl.Int64))
        changed = orders.filter(~pl.col("is_new"))
        self._insert(account, job, fresh)
        self._update(job, changed)
        written = [fresh.select("place", "id")]
        if self.has_lines and changed.height:
            bulk.delete_where(OrderLine, "order_id", changed["id"].to_list())
            written.append(changed.select("place", "id"))
        self._lines(account, pl.concat(written), orders, lines)

    def _insert(self, account: Account, job: ImportJob, orders: pl.DataFrame) -> None:
        if not orders.height:
            return
        values = _values(orders, job)
        same: dict[str, Any] = {"account_id": account.pk, "job_id": job.pk}
        same |= {name: values[name][0] for name in _OFTEN_SAME if _is_same(values[name])}
        columns = ["id", *(name for name in _COLUMNS if name not in same)]
        bulk.insert_columns(ImportedOrder, {name: values[name].to_list() for name in columns}, same=same)

    def _update(self, job: ImportJob, orders: pl.DataFrame) -> None:
        if orders.height:
            bulk.update_rows(ImportedOrder, _UPDATED, _values(orders, job).select(*_UPDATED, "id").rows())

    def _lines(self, account: Account, written: pl.DataFrame, orders: pl.DataFrame, lines: pl.DataFrame) -> None:
        lines = lines.join(written, on="place", maintain_order="left")
        if not lines.height:
            return
        lines = lines.join(orders.select("place", "channel"), on="place", maintain_order="left")
        goods = self._goods_ids(account, lines)
        columns = {
            "order_id": lines["id"], "goods_id": goods, "position": lines["position"], "quantity": lines["quantity"],
            "unit_price_fen": lines["unit_price"], "amount_fen": lines["amount"],
        }  # fmt: skip
        bulk.insert_columns(OrderLine, {name: column.to_list() for name, column in columns.items()})

    def _goods_ids(self, account: Account, lines: pl.DataFrame) -> pl.Series:
        distinct = lines.select("channel", "title", "sku").unique(maintain_order=True)
        wanted = [key for key in distinct.iter_rows() if key not in self._goods]
        if wanted:
            if len(self._goods) > _MOST_GOODS:
                self._goods.clear()
                wanted = list(distinct.iter_rows())
            self._learn(account, wanted)
        ids = pl.Series("goods", [self._goods[key] for key in distinct.iter_rows()], dtype=pl.Int64)
        known = distinct.with_columns(ids)
        on = ["channel", "title", "sku"]
        return lines.select(on).join(known, on=on, how="left", maintain_order="left")["goods"]

    def _learn(self, account: Account, wanted: list[tuple[str, str, str]]) -> None:
        for channel in {key[0] for key in wanted}:
            titles = list({key[1] for key in wanted if key[0] == channel})
            where = {"account_id": account.pk, "channel": channel}
            for title, sku, pk in bulk.lookup(Goods, "title", titles, ("title", "sku", "id"), where):
                self._goods[channel, title, sku] = pk
        missing = [key for key in wanted if key not in self._goods]
        ids = bulk.reserve_ids(Goods, len(missing))
        rows = [(pk, account.pk, channel, title, sku) for pk, (channel, title, sku) in zip(ids, missing, strict=True)]
        bulk.insert_rows(Goods, ("id", "account_id", "channel", "title", "sku"), rows)
        self._goods.update(zip(missing, ids, strict=True))


def _values(orders: pl.DataFrame, job: ImportJob) -> pl.DataFrame:
    """Orders as the database keeps them: instants as UTC text, no identity as NULL."""
    return orders.with_columns(
        *(_text(orders, name) for name in _TIMES),
        identity_id=pl.when(pl.col("identity") > 0).then("identity"),
        status=pl.col("state"),
        city=pl.col("city").fill_null(""),
        job_id=pl.lit(job.pk, dtype=pl.Int64),
        source_row="row",
    )


def _text(orders: pl.DataFrame, name: str) -> pl.Expr:
    if orders[name].null_count() == orders.height:
        return pl.lit(None, dtype=pl.String).alias(name)
    return pl.col(name).dt.to_string("%Y-%m-%d %H:%M:%S").alias(name)


def _is_same(column: pl.Series) -> bool:
    return column.null_count() == len(column) or (not column.null_count() and column.n_unique() == 1)
