"""京东: the order export, one row a product; amounts are those of the order."""

from __future__ import annotations

from typing import Final

from siyu.domains.imports.types import Layout, header_row

ORDERS: Final = header_row(
    "订单号|商品ID|商品名称|订购数量|支付方式|下单时间|京东价|订单金额|结算金额|余额支付|应付金额|订单状态|"
    "订单类型|下单帐号|客户姓名|客户地址|联系电话|订单备注|发票类型|发票抬头|发票内容|商家备注|"
    "商家备注等级（等级1-5为由高到低）|运费金额|付款确认时间|增值税发票|货号|订单完成时间|订单来源|订单渠道"
)
JD: Final = Layout(
    name="jd",
    channel="jd",
    label_zh="京东订单",
    label_en="JD orders",
    headers=ORDERS,
    detect=(("订单号", "下单帐号", "京东价"),),
    columns={
        "order_id": ("订单号",),
        "nick": ("下单帐号",),
        "phone": ("联系电话",),
        "name": ("客户姓名",),
        "city": ("客户地址",),
        "ordered_at": ("下单时间",),
        "paid_at": ("付款确认时间",),
        "received_at": ("订单完成时间",),
        "status": ("订单状态",),
        "title": ("商品名称",),
        "sku": ("货号", "商品ID"),
        "quantity": ("订购数量",),
        "unit_price": ("京东价",),
        "total": ("应付金额", "结算金额", "订单金额"),
    },
    statuses={
        "等待付款": "placed",
        "未付款": "placed",
        "等待出库": "paid",
        "等待发货": "paid",
        "已付款": "paid",
        "等待确认收货": "shipped",
        "已出库": "shipped",
        "已发货": "shipped",
        "完成": "received",
        "已完成": "received",
        "(删除)等待出库": "closed",
        "(删除)等待确认收货": "closed",
        "(锁定)等待出库": "paid",
        "已取消": "closed",
        "取消": "closed",
        "已退款": "refunded",
    },
)
