"""Proposes a mapping for a file that no preset knows: by what headers are called and what their cells look like."""

# ruff: noqa: E501 - lists of synonyms

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from siyu.domains.imports.reading.layouts import QUANTITY_TIMES_PRICE
from siyu.domains.imports.types import Proposal
from siyu.kernel.text import fold, strip_cell

_SYNONYMS: Final = {
    "order_id": "订单号 订单编号 主订单编号 单号 交易号 交易单号 order_id orderid order_no ordernumber invoiceno invoice order 发票号",
    "person": "买家 买家昵称 买家会员名 会员 会员名 会员号 客户 客户编号 客户id 用户 用户id 用户编号 下单人 customer customerid customer_id "
    "buyer user userid user_id member person client",
    "paid_at": "付款时间 支付时间 订单付款时间 支付完成时间 paid_at paidat paymenttime payment_date paid",
    "ordered_at": "下单时间 订单时间 创建时间 订单创建时间 日期 时间 order_date orderdate created_at createdat invoicedate date datetime time",
    "sku": "sku 商品编码 商家编码 货号 商品id 条码 stockcode productid product_id item_id",
    "title": "商品 商品名称 商品标题 宝贝标题 标题 品名 title name description product productname item",
    "quantity": "数量 购买数量 商品数量 件数 quantity qty count",
    "unit_price": "单价 价格 商品单价 售价 unitprice unit_price price",
    "total": "金额 订单金额 总金额 应付金额 应收金额 合计 总价 total amount total_amount ordertotal value sum",
    "paid": "实付 实付金额 实付款 实收金额 支付金额 paid_amount amountpaid",
    "refunded": "退款 退款金额 已退款金额 refund refunded refund_amount",
    "status": "状态 订单状态 交易状态 status state orderstatus",
    "channel": "渠道 平台 店铺 来源 channel platform source shop",
    "phone": "手机 手机号 电话 联系电话 联系手机 收货人电话 收件人手机号 phone mobile tel telephone",
    "email": "邮箱 电子邮箱 邮件 email mail e-mail",
    "city": "城市 市 收货城市 收货地址 地址 city country address",
}  # fmt: skip
_NAMES: Final = {field: tuple(fold(name) for name in names.split()) for field, names in _SYNONYMS.items()}
_LOOKS: Final[dict[str, Callable[[str], object]]] = {
    "paid_at": re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}.*").fullmatch,
    "ordered_at": re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}.*|(19|20)\d{6}").fullmatch,
    "phone": re.compile(r"(\+?86)?1[3-9]\d{9}|1\d{2}\*{4}\d{4}").fullmatch,
    "email": re.compile(r"[^@\s]+@[^@\s]+\.\w+").fullmatch,
    "quantity": re.compile(r"-?\d{1,4}(\.0)?").fullmatch,
    "unit_price": re.compile(r"[¥￥]?-?[\d,]+(\.\d+)?元?").fullmatch,
    "total": re.compile(r"[¥￥]?-?[\d,]+(\.\d+)?元?").fullmatch,
    "paid": re.compile(r"[¥￥]?-?[\d,]+(\.\d+)?元?").fullmatch,
    "refunded": re.compile(r"[¥￥]?-?[\d,]+(\.\d+)?元?").fullmatch,
}
_BY_CONTENT: Final = ("ordered_at", "phone", "email")
_LEAST: Final = 0.4


def propose(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Proposal]:
    """For each field the likeliest header that is sure enough, each header used once; surest first."""
    candidates = [
        Proposal(field, header, *scored)
        for place, header in enumerate(headers)
        for field in _NAMES
        if header and (scored := _score(field, header, [row[place] for row in rows if place < len(row)]))[0] >= _LEAST
    ]
    chosen: dict[str, Proposal] = {}
    used: set[str] = set()
    for one in sorted(candidates, key=lambda p: -p.confidence):
        if one.field not in chosen and one.header not in used:
            chosen[one.field] = one
            used.add(one.header)
    return list(chosen.values())


def as_mapping(proposals: Sequence[Proposal], name: str) -> dict[str, Any]:
    """The proposals as MAPPING.json."""
    columns = {one.field: one.header for one in proposals}
    spec: dict[str, Any] = {"name": name, "columns": columns}
    if "total" not in columns and "paid" not in columns and {"quantity", "unit_price"} <= columns.keys():
        spec["amount"] = QUANTITY_TIMES_PRICE
    if "status" not in columns and "paid_at" not in columns and "ordered_at" in columns:
        columns["paid_at"] = columns.pop(
            "ordered_at"
        )  # orders that were never paid are seldom exported without a state
    return spec


def _score(field: str, header: str, cells: Sequence[str]) -> tuple[float, str]:
    """(confidence, why): an equal name 0.9, a contained one 0.6, both raised or halved by how the cells look."""
    name, names = fold(header), _NAMES[field]
    said = 0.9 if name in names else 0.6 if any(len(n) > 1 and n in name for n in names) else 0.0
    look = _LOOKS.get(field)
    filled = [text for cell in cells if (text := strip_cell(cell))]
    if look is None or not filled:
        return said, "synonym"
    share = sum(bool(look(text)) for text in filled) / len(filled)
    if said:
        return (min(said + 0.09, 0.99) if share > 0.8 else said * 0.5 if share < 0.2 else said), "synonym"
    return (0.5 if field in _BY_CONTENT and share > 0.9 else 0.0), "content"
