"""抖店: a row a line (each with the sum of its order), byte-order mark, tabs, thousands commas, encrypted buyers."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from siyu.demo.book import Book
from siyu.demo.exports import cells
from siyu.demo.exports.cells import Cells, comma_yuan, moment
from siyu.demo.spec import DOUYIN
from siyu.domains.imports import presets

_HEADERS = presets.HEADERS["douyin"]
_ENCRYPTED_PERCENT, _MASKED_PERCENT = 3, 8


def write_douyin(book: Book, folder: Path) -> dict[str, int]:
    """Write the order file; its rows by name."""
    lines = book.lines_of(DOUYIN).with_columns(
        cheaper_fen=pl.col("price_fen") * pl.col("line_quantity") - pl.col("line_fen"),
        sent_back=cells.line_refunded(),
        encrypted=cells.share(_ENCRYPTED_PERCENT, 2),
        hidden=cells.share(_MASKED_PERCENT, 5),
    )
    rows = cells.sheet(lines, _HEADERS, {**_order_cells(book), **_line_cells(), **_receiver_cells()})
    return {(name := "douyin-orders.csv"): cells.write_csv(folder / name, _HEADERS, rows, encoding="utf-8-sig")}


def _state() -> pl.Expr:
    return (
        pl.when(pl.col("closed") >= 0)
        .then(pl.lit("已关闭"))
        .when(pl.col("received") >= 0)
        .then(pl.lit("已完成"))
        .when(pl.col("shipped") >= 0)
        .then(pl.lit("已发货"))
        .when(pl.col("paid") >= 0)
        .then(pl.lit("备货中"))
        .otherwise(pl.lit("待支付"))
    )


def _order_cells(book: Book) -> Cells:
    placed = moment(book.spec, "placed")
    live = pl.col("live")
    return {
        "主订单编号": pl.format("\t{}", "order_no"),
        "子订单编号": pl.format("\t{}", pl.col("number") + pl.col("position") * 1_000),
        "支付方式": pl.when(pl.col("paid") >= 0).then(pl.lit("抖音支付")),
        "订单提交时间": pl.when(cells.spoiled(0)).then(pl.lit("2025-02-30 10:00:00")).otherwise(placed),
        "订单完成时间": moment(book.spec, "received"),
        "支付完成时间": moment(book.spec, "paid"),
        "发货时间": moment(book.spec, "shipped"),
        "APP渠道": "抖音",
        "流量来源": pl.when(live).then(pl.lit("直播间")).otherwise(pl.lit("商城")),
        "流量体裁": pl.when(live).then(pl.lit("直播")).otherwise(pl.lit("商品卡")),
        "流量类型": "自营",
        "达人昵称": pl.when(live).then(pl.lit("云裳记旗袍")).otherwise(pl.lit("-")),
        "订单状态": _state(),
        "售后状态": pl.when("sent_back").then(pl.lit("退款成功")).otherwise(pl.lit("-")),
        "取消原因": pl.when((pl.col("closed") >= 0) & (pl.col("paid") < 0)).then(pl.lit("超时未支付")),
        "订单类型": "普通订单",
        "是否安心购": "是",
    }


def _line_cells() -> Cells:
    return {
        "选购商品": pl.col("title"),
        "商品规格": pl.col("option"),
        "商品数量": pl.col("line_quantity"),
        "商品ID": pl.format("\t36{}", pl.col("goods").cast(pl.String).str.zfill(16)),
        "商家编码": pl.col("sku"),
        "商品单价": comma_yuan("price_fen"),
        "订单应付金额": pl.when(cells.spoiled(1)).then(pl.lit("待核对")).otherwise(comma_yuan("total_fen")),
        "运费": pl.when(pl.col("position") == 0).then(comma_yuan("freight_fen")).otherwise(pl.lit("0.00")),
        "优惠总金额": comma_yuan("cheaper_fen"),
        "商家优惠": comma_yuan("cheaper_fen"),
    }


def _receiver_cells() -> Cells:
    surname_only = pl.col("name").str.slice(0, 1) + "*"
    secret = pl.format("##{}==", _secret())
    return {
        "收件人": pl.when("encrypted").then(secret).when("hidden").then(surname_only).otherwise("name"),
        "收件人手机号": pl.when("encrypted")
        .then(secret)
        .when("hidden")
        .then(cells.masked("phone", 6))
        .otherwise(pl.format("\t{}", "phone")),
        "省": pl.col("province"),
        "市": pl.col("city"),
        "区": pl.col("district"),
        "详细地址": pl.when("encrypted").then(secret).otherwise("street"),
    }


def _secret() -> pl.Expr:
    return pl.format("{}{}", cells.number_below(7, 10**12), cells.number_below(11, 10**11)).str.replace_all("0", "xQ")
