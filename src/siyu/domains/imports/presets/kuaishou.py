"""快手小店: the order export, one row an order."""

from __future__ import annotations

from typing import Final

from siyu.domains.imports.types import Layout, header_row

ORDERS: Final = header_row(
    "订单号|赠品订单号|活动订单编号|订单创建时间|订单支付时间|预售定金支付时间|订单状态|实付款|快递费|店铺优惠|"
    "平台补贴|主播补贴|混资活动优惠|支付优惠|支付方式|成交数量|买家留言|账号类型|账号明细|订单备注|旗帜颜色|"
    "售后状态|活动订单|预售/承诺发货时间|订单载体|商品名称|商品ID|商品规格|SKU编码|商品单价|渠道|"
    "CPS达人ID|CPS达人昵称|预估推广佣金|预估推广者分佣比例|团长ID|团长昵称|快赚客ID|快赚客昵称|"
    "授权推广者ID|授权推广者昵称|收货人姓名|收货人电话|收货地址-省|收货地址-市|收货地址-区|收货地址-街道|"
    "收货地址|发货时间|快递公司|快递单号|物流信息|集运类型|直邮类型|仓库名称|仓库地址|实名姓名|服务门店ID|"
    "服务门店名称|服务门店地址|国补/类国补/消费券"
)
KUAISHOU: Final = Layout(
    name="kuaishou",
    channel="kuaishou",
    label_zh="快手小店订单",
    label_en="Kuaishou shop orders",
    headers=ORDERS,
    detect=(("订单号", "实付款", "成交数量", "CPS达人ID"),),
    columns={
        "order_id": ("订单号",),
        "phone": ("收货人电话",),
        "name": ("收货人姓名",),
        "city": ("收货地址-市",),
        "ordered_at": ("订单创建时间",),
        "paid_at": ("订单支付时间",),
        "shipped_at": ("发货时间",),
        "status": ("订单状态",),
        "after_sales": ("售后状态",),
        "title": ("商品名称",),
        "sku": ("SKU编码", "商品ID"),
        "quantity": ("成交数量",),
        "unit_price": ("商品单价",),
        "total": ("实付款",),
    },
    statuses={
        "待付款": "placed",
        "待支付": "placed",
        "待发货": "paid",
        "已付款": "paid",
        "已支付": "paid",
        "部分发货": "paid",
        "已发货": "shipped",
        "已收货": "received",
        "交易成功": "received",
        "交易关闭": "closed",
        "已关闭": "closed",
    },
    refunded_after_sales=frozenset({"退款成功", "售后成功"}),
)
