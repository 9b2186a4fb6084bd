"""淘宝/天猫 in the old 46 columns with its line file: GBK, spaces behind numbers, apostrophes before them."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from siyu.demo.book import Book
from siyu.demo.exports.cells import Cells, masked, moment, number_below, share, sheet, short_yuan, spoiled, write_csv
from siyu.demo.spec import TAOBAO
from siyu.domains.imports.presets import HEADERS

_ORDERS, _LINES = HEADERS["taobao"], HEADERS["taobao-lines"]
_WRITTEN = "%Y/%-m/%-d %-H:%M"
_MASKED_PERCENT = 6


def write_taobao(book: Book, folder: Path) -> dict[str, int]:
    """Write the order file and the line file; rows of each by name."""
    orders = book.orders_of(TAOBAO).with_columns(
        net_fen=_net(), state=_state(), payable_fen=pl.col("total_fen") - pl.col("freight_fen")
    )
    titles = book.lines_of(TAOBAO).group_by("order", maintain_order=True).agg(titles=pl.col("title").str.join("，"))
    rows = sheet(orders.join(titles, on="order", maintain_order="left"), _ORDERS, _order_cells(book))
    lines = book.lines_of(TAOBAO).with_columns(state=_state())
    return {
        (name := "taobao-ExportOrderList.csv"): write_csv(folder / name, _ORDERS, rows, encoding="gbk"),
        (name := "taobao-ExportOrderDetailList.csv"): write_csv(
            folder / name, _LINES, sheet(lines, _LINES, _line_cells()), encoding="gbk"
        ),
    }


def _net() -> pl.Expr:
    """The platform's paid amount is net of refund, and nothing before payment."""
    return pl.when(pl.col("paid") >= 0).then(pl.col("total_fen") - pl.col("refund_fen")).otherwise(0)


def _state() -> pl.Expr:
    return (
        pl.when(pl.col("closed") >= 0)
        .then(pl.lit("交易关闭"))
        .when(pl.col("received") >= 0)
        .then(pl.lit("交易成功"))
        .when(pl.col("shipped") >= 0)
        .then(pl.lit("卖家已发货,等待买家确认"))
        .when(pl.col("paid") >= 0)
        .then(pl.lit("买家已付款,等待卖家发货"))
        .otherwise(pl.lit("等待买家付款"))
    )


def _order_cells(book: Book) -> Cells:
    shipped = pl.col("shipped") >= 0
    total = pl.when(spoiled(1)).then(pl.lit("待核对")).otherwise(short_yuan("total_fen"))
    return {
        "订单编号": pl.format("{} ", "order_no"),
        "买家会员名": pl.col("nick"),
        "买家支付宝账号": masked("phone"),
        "买家应付货款": short_yuan("payable_fen"),
        "买家应付邮费": short_yuan("freight_fen"),
        "买家支付积分": "0",
        "总金额": total,
        "返点积分": "0",
        "买家实际支付金额": short_yuan("net_fen"),
        "买家实际支付积分": "0",
        "订单状态": pl.col("state"),
        "收货人姓名": pl.col("name"),
        "收货地址": pl.format("{} {} {} {}({})", "province", "city", "district", "street", "zip"),
        "运送方式": "快递",
        "联系手机": pl.format("'{}", pl.when(share(_MASKED_PERCENT, 1)).then(masked("phone")).otherwise("phone")),
        "订单创建时间": pl.when(spoiled(0))
        .then(pl.lit("2025/2/30 9:61"))
        .otherwise(moment(book.spec, "placed", _WRITTEN)),
        "订单付款时间": moment(book.spec, "paid", _WRITTEN),
        "宝贝标题": pl.col("titles"),
        "宝贝种类": pl.col("lines"),
        "物流单号": pl.when(shipped).then(pl.format("No:7{}", number_below(3, 10**9).cast(pl.String).str.zfill(12))),
        "物流公司": pl.when(shipped).then(pl.lit("中通快递")),
        "宝贝总数量": pl.col("quantity"),
        "店铺Id": "0",
        "店铺名称": "云裳记旗袍旗舰店",
        "订单关闭原因": pl.when(pl.col("closed") < 0)
        .then(pl.lit("订单未关闭"))
        .when(pl.col("paid") >= 0)
        .then(pl.lit("退款"))
        .otherwise(pl.lit("买家未付款")),
        "卖家服务费": "0",
        "买家服务费": "0元",
        "是否手机订单": "手机订单",
        "是否上传合同照片": "否",
        "是否上传小票": "否",
        "是否代付": "否",
        "退款金额": short_yuan("refund_fen"),
    }


def _line_cells() -> Cells:
    return {
        "订单编号": pl.col("order_no"),
        "标题": pl.col("title"),
        "价格": short_yuan("price_fen"),
        "购买数量": pl.col("line_quantity"),
        "外部系统编号": pl.col("sku"),
        "商品属性": pl.col("option"),
        "订单状态": pl.col("state"),
        "商家编码": pl.col("sku"),
    }
