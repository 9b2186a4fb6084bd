"""拼多多: the order export, one row an order; it names no buyer, so its orders are anonymous."""

from __future__ import annotations

from typing import Final

from siyu.domains.imports.types import Layout, header_row

ORDERS: Final = header_row(
    "商品|订单号|订单状态|商品总价(元)|邮费(元)|店铺优惠折扣(元)|平台优惠折扣(元)|多多支付立减金额(元)|"
    "用户实付金额(元)|商家实收金额(元)|商品数量(件)|发货时间|确认收货时间|商品id|商品规格|样式ID|"
    "商家编码-规格维度|商家编码-商品维度|商家备注|售后状态|快递单号|快递公司|订单成交时间"
)
PINDUODUO: Final = Layout(
    name="pinduoduo",
    channel="pinduoduo",
    label_zh="拼多多订单",
    label_en="Pinduoduo orders",
    headers=ORDERS,
    detect=(("订单号", "商家实收金额(元)", "样式ID"),),
    columns={
        "order_id": ("订单号",),
        "paid_at": ("订单成交时间",),
        "shipped_at": ("发货时间",),
        "received_at": ("确认收货时间",),
        "status": ("订单状态",),
        "after_sales": ("售后状态",),
        "title": ("商品",),
        "sku": ("商家编码-规格维度", "商家编码-商品维度", "商品id"),
        "quantity": ("商品数量(件)",),
        "total": ("用户实付金额(元)",),
    },
    statuses={
        "待付款": "placed",
        "待支付": "placed",
        "待发货": "paid",
        "已付款": "paid",
        "已发货,待签收": "shipped",
        "已发货,待收货": "shipped",
        "已发货": "shipped",
        "已收货": "received",
        "已签收": "received",
        "已取消": "closed",
        "已取消,退款成功": "refunded",
        "未发货,退款成功": "refunded",
        "已发货,退款成功": "refunded",
        "已收货,退款成功": "refunded",
    },
    refunded_after_sales=frozenset({"退款成功"}),
)
