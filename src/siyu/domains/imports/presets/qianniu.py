"""千牛: the newer main-order file and sub-order file of Taobao and Tmall sellers."""

from __future__ import annotations

from typing import Final

from siyu.domains.imports.types import Layout, Status, header_row

ORDERS: Final = header_row(
    "订单编号|支付单号|支付详情|买家应付货款|买家应付邮费|总金额|买家实付金额|订单创建时间|订单付款时间|"
    "商品标题|退款金额|是否主动赔付|主动赔付金额|主动赔付出账时间|商品属性SKU|C2B小额收款|确认收货打款金额|"
    "含应开票给个人红包|总金额(旧版)"
)
LINES: Final = header_row(
    "子订单编号|主订单编号|商品ID|商品属性|商品标题|商品价格|购买数量|买家实付金额|订单状态|退款状态|退款金额|发货时间"
)
STATUSES: Final[dict[str, Status]] = {
    "等待买家付款": "placed",
    "买家已付款,等待卖家发货": "paid",
    "买家已付款": "paid",
    "卖家部分发货": "paid",
    "卖家已发货,等待买家确认": "shipped",
    "卖家已发货": "shipped",
    "交易成功": "received",
    "交易关闭": "closed",
}
QIANNIU: Final = Layout(
    name="qianniu",
    channel="taobao",
    label_zh="千牛主订单",
    label_en="Qianniu main orders",
    headers=ORDERS,
    detect=(("订单编号", "买家应付邮费", "买家实付金额"),),
    columns={
        "order_id": ("订单编号",),
        "nick": ("买家会员名", "买家昵称"),
        "phone": ("联系手机", "联系电话"),
        "city": ("收货地址",),
        "ordered_at": ("订单创建时间",),
        "paid_at": ("订单付款时间",),
        "shipped_at": ("发货时间",),
        "received_at": ("确认收货时间",),
        "status": ("订单状态",),
        "title": ("商品标题",),
        "total": ("总金额",),
        "paid": ("买家实付金额",),
        "refunded": ("退款金额",),
    },
    statuses=STATUSES,
    paid_is_net=True,
)
QIANNIU_LINES: Final = Layout(
    name="qianniu-lines",
    channel="taobao",
    role="lines",
    label_zh="千牛子订单",
    label_en="Qianniu sub-orders",
    headers=LINES,
    detect=(("主订单编号", "子订单编号", "商品标题"),),
    columns={
        "order_id": ("主订单编号",),
        "title": ("商品标题",),
        "sku": ("商品ID",),
        "unit_price": ("商品价格",),
        "quantity": ("购买数量",),
        "amount": ("买家实付金额",),
        "line_refunded": ("退款金额",),
    },
    statuses=STATUSES,
)
