"""小红书千帆: XLSX, a row a line (each with the sum of its order), and identity cards that no importer may read."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import polars as pl
import xlsxwriter

from siyu.demo.book import Book
from siyu.demo.exports import cells
from siyu.demo.exports.cells import Cells, moment, short_yuan, user_number
from siyu.demo.spec import XIAOHONGSHU
from siyu.domains.imports import presets

_HEADERS = presets.HEADERS["xiaohongshu"]
_MASKED_PERCENT = 18
_ID_CARD_PERCENT = 4
_SHEET = "订单信息"
_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - a spreadsheet knows no zone


def write_xiaohongshu(book: Book, folder: Path) -> dict[str, int]:
    """Write the order file; its rows by name."""
    lines = book.lines_of(XIAOHONGSHU).with_columns(
        gross_fen=pl.col("price_fen") * pl.col("line_quantity"),
        hidden=cells.share(_MASKED_PERCENT, 9),
    )
    lines = lines.with_columns(cheaper_fen=pl.col("gross_fen") - pl.col("line_fen"))
    rows = cells.sheet(lines, _HEADERS, {**_order_cells(book), **_line_cells(), **_receiver_cells()})
    name = "xiaohongshu-orders.xlsx"
    _write_xlsx(folder / name, rows)
    return {name: rows.height}


def _write_xlsx(path: Path, rows: pl.DataFrame) -> None:
    """Every cell as text, empty cells left out; the creation time is fixed so that the same rows give the same file."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        book.set_properties({"created": _EPOCH})
        page = book.add_worksheet(_SHEET)
        for place, header in enumerate(_HEADERS):
            page.write_string(0, place, header)
        for number, row in enumerate(rows.iter_rows(), start=1):
            for place, text in enumerate(row):
                if text:
                    page.write_string(number, place, text)


def _state() -> pl.Expr:
    return (
        pl.when(pl.col("closed") >= 0)
        .then(pl.lit("已取消"))
        .when(pl.col("received") >= 0)
        .then(pl.lit("已完成"))
        .when(pl.col("shipped") >= 0)
        .then(pl.lit("已发货"))
        .when(pl.col("paid") >= 0)
        .then(pl.lit("待配货"))
        .otherwise(pl.lit("待支付"))
    )


def _order_cells(book: Book) -> Cells:
    placed = moment(book.spec, "placed")
    return {
        "订单号": pl.col("order_no"),
        "订单状态": _state(),
        "售后状态": pl.when(cells.line_refunded()).then(pl.lit("退款成功")).otherwise(pl.lit("无售后")),
        "订单类型": "现货",
        "支付方式": pl.when(pl.col("paid") >= 0).then(pl.lit("微信支付")),
        "支付时间": moment(book.spec, "paid"),
        "订单创建时间": pl.when(cells.spoiled(0)).then(pl.lit("2025-02-30 10:00:00")).otherwise(placed),
        "订单发货时间": moment(book.spec, "shipped"),
        "订单完成时间": moment(book.spec, "received"),
        "快递公司": pl.when(pl.col("shipped") >= 0).then(pl.lit("圆通速递")),
        "店铺名称": "云裳记",
        "用户编号": user_number("person"),
    }


def _line_cells() -> Cells:
    return {
        "规格ID": pl.format("64f{}", pl.col("goods").cast(pl.String).str.zfill(8)),
        "SKU名称": pl.col("title"),
        "SKU规格": pl.col("option"),
        "SKU件数": pl.col("line_quantity"),
        "是否为赠品": "否",
        "商品总价(元)": short_yuan("gross_fen"),
        "用户应付金额(元)": pl.when(cells.spoiled(1)).then(pl.lit("待核对")).otherwise(short_yuan("total_fen")),
        "店铺优惠(元)": short_yuan("cheaper_fen"),
        "商家应收金额(元)（支付金额）": short_yuan("total_fen"),
        "商家编码": pl.col("sku"),
        "商品名称": pl.col("title"),
    }


def _receiver_cells() -> Cells:
    card = cells.share(_ID_CARD_PERCENT, 13)
    return {
        "收件人姓名": pl.col("name"),
        "收件人电话": pl.when("hidden").then(cells.masked("phone")).otherwise("phone"),
        "收件人地址": pl.col("street"),
        "省": pl.col("province"),
        "市": pl.col("city"),
        "区": pl.col("district"),
        # No such card exists: the area code 000000 is nobody's.
        "订购人身份证姓名/ID Name": pl.when(card).then("name"),
        "订购人身份证号/ID Number": pl.when(card).then(pl.lit("000000190001010000")),
    }
