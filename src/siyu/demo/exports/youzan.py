"""有赞: an order file and an item file, tabs before phones, repeated headers, some phones masked."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from siyu.demo.book import Book
from siyu.demo.exports import cells
from siyu.demo.exports.cells import Cells, moment, yuan
from siyu.demo.spec import YOUZAN
from siyu.domains.imports.presets import HEADERS

_ORDERS, _ITEMS = HEADERS["youzan"], HEADERS["youzan-items"]
_MASKED_PERCENT = 7


def write_youzan(book: Book, folder: Path) -> dict[str, int]:
    """Write the order file and the item file; rows of each by name."""
    phone = pl.when(cells.share(_MASKED_PERCENT, 17)).then(cells.masked("phone")).otherwise(pl.format("\t{}", "phone"))
    lines = book.lines_of(YOUZAN).with_columns(written_phone=phone, state=_state())
    names = lines.group_by("order", maintain_order=True).agg(
        names=pl.format("{}({}){}件", "title", "option", "line_quantity").str.join("；")
    )
    orders = book.orders_of(YOUZAN).with_columns(
        written_phone=phone,
        state=_state(),
        got_fen=pl.when(pl.col("paid") >= 0).then("total_fen").otherwise(0),
    )
    order_rows = cells.sheet(orders.join(names, on="order", maintain_order="left"), _ORDERS, _order_cells(book))
    item_rows = cells.sheet(_items(lines), _ITEMS, _item_cells(book))
    return {
        (name := "youzan-orders.csv"): cells.write_csv(folder / name, _ORDERS, order_rows, encoding="utf-8"),
        (name := "youzan-items.csv"): cells.write_csv(folder / name, _ITEMS, item_rows, encoding="utf-8"),
    }


def _state() -> pl.Expr:
    return (
        pl.when(pl.col("closed") >= 0)
        .then(pl.lit("交易关闭"))
        .when(pl.col("received") >= 0)
        .then(pl.lit("交易完成"))
        .when(pl.col("shipped") >= 0)
        .then(pl.lit("已发货"))
        .when(pl.col("paid") >= 0)
        .then(pl.lit("待发货"))
        .otherwise(pl.lit("待付款"))
    )


def _order_cells(book: Book) -> Cells:
    placed = moment(book.spec, "placed")
    refunded = pl.col("refunded") >= 0
    return {
        "订单号": pl.col("order_no"),
        "销售渠道": "网店",
        "归属店铺": "云裳记",
        "订单类型": "普通订单",
        "订单状态": pl.col("state"),
        "订单来源": "微信小程序",
        "订单创建时间": pl.when(cells.spoiled(0)).then(pl.lit("2025-02-30 10:00:00")).otherwise(placed),
        "买家付款时间": moment(book.spec, "paid"),
        "交易成功时间": moment(book.spec, "received"),
        "付款方式": pl.when(pl.col("paid") >= 0).then(pl.lit("微信支付")),
        "商品金额合计": yuan("goods_fen"),
        "运费": yuan("freight_fen"),
        "店铺优惠合计": yuan("discount_fen"),
        "应收订单金额": yuan("total_fen"),
        "订单实付金额": pl.when(cells.spoiled(1)).then(pl.lit("待核对")).otherwise(yuan("got_fen")),
        "订单实收金额": yuan("got_fen"),
        "全部商品名称": pl.col("names"),
        "商品种类数": pl.col("lines"),
        "订单配送方式": "快递发货",
        **_receiver_cells(),
        "买家昵称": pl.col("nick"),
        "买家是否会员": "是",
        "买家手机号": pl.col("written_phone"),
        "订单退款状态": pl.when(refunded & pl.col("part"))
        .then(pl.lit("部分退款成功"))
        .when(refunded)
        .then(pl.lit("全额退款成功")),
        "订单已退款金额": yuan("refund_fen"),
    }


def _receiver_cells() -> Cells:
    return {
        "收货人省份": pl.col("province"),
        "收货人城市": pl.col("city"),
        "收货人地区": pl.col("district"),
        "详细收货地址/提货地址": pl.col("street"),
        "收货人/提货人": pl.col("name"),
        "收货人手机号/提货人手机号": pl.col("written_phone"),
    }


def _items(lines: pl.DataFrame) -> pl.DataFrame:
    back = cells.line_refunded()
    return lines.with_columns(
        gross_fen=pl.col("price_fen") * pl.col("line_quantity"),
        each_fen=pl.col("line_fen") // pl.col("line_quantity"),
        asked_fen=pl.col("line_fen"),
        back_fen=pl.when(back).then(cells.line_total_fen()).otherwise(0),
    ).with_columns(cheaper_fen=pl.col("gross_fen") - pl.col("line_fen"))


def _item_cells(book: Book) -> Cells:
    return {
        "订单号": pl.col("order_no"),
        "订单商品状态": pl.col("state"),
        "交易成功时间": moment(book.spec, "received"),
        "商品名称": pl.col("title"),
        "商品类型": "实物商品",
        "商品规格": pl.col("option"),
        "规格编码": pl.col("sku"),
        "商品编码": pl.col("sku"),
        "商品单价": yuan("price_fen"),
        "商品优惠后价格": yuan("each_fen"),
        "商品数量": pl.col("line_quantity"),
        "商品金额小计": yuan("gross_fen"),
        "店铺优惠（分摊）": yuan("cheaper_fen"),
        "商品实际成交金额": yuan("asked_fen"),
        **_receiver_cells(),
        "商品发货状态": pl.when(pl.col("shipped") >= 0).then(pl.lit("已发货")).otherwise(pl.lit("未发货")),
        "商品发货方式": "快递",
        "商品发货时间": moment(book.spec, "shipped"),
        "商品退款状态": pl.when(cells.line_refunded()).then(pl.lit("退款成功")),
        "商品已退款金额": yuan("back_fen"),
    }
