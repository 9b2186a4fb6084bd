"""快团团: the group-buy export that group leaders download."""

from __future__ import annotations

from typing import Final

from siyu.domains.imports.types import Layout, header_row

ORDERS: Final = header_row(
    "跟团号|下单人|团员备注|支付时间|团长备注|商品|订单金额|退款金额|订单状态|自提点|收货人|联系电话|详细地址"
)
KUAITUANTUAN: Final = Layout(
    name="kuaituantuan",
    channel="kuaituantuan",
    label_zh="快团团订单",
    label_en="Kuaituantuan orders",
    headers=ORDERS,
    detect=(("跟团号", "下单人"),),
    columns={
        "order_id": ("跟团号",),
        "nick": ("下单人",),
        "phone": ("联系电话",),
        "name": ("收货人",),
        "paid_at": ("支付时间",),
        "status": ("订单状态",),
        "title": ("商品",),
        "quantity": ("数量",),
        "total": ("订单金额",),
        "refunded": ("退款金额", "订单退款"),
    },
    statuses={
        "待付款": "placed",
        "未支付": "placed",
        "已支付": "paid",
        "待发货": "paid",
        "待提货": "paid",
        "已发货": "shipped",
        "已收货": "received",
        "已完成": "received",
        "已提货": "received",
        "已取消": "closed",
        "已退款": "refunded",
    },
)
