"""小红书千帆: the order export, one row an SKU; its identity-card columns are never read."""

from __future__ import annotations

from typing import Final

from siyu.domains.imports.types import Layout, header_row

ORDERS: Final = header_row(
    "订单号|订单状态|售后状态|订单类型|订单标记|收件人姓名|收件人电话|收件人地址|省|市|区|区域编码|"
    "小红书编码|条形码|规格ID|达人ID|达人名称|SKU名称|SKU规格|SKU件数|是否为赠品|"
    "发票/Invoice|商品总价(元)|用户应付金额(元)|平台优惠(元)|店铺优惠(元)|支付渠道优惠(元)|"
    "SKU商家改价(元)|商家应收金额(元)（支付金额）|支付方式|支付渠道订单号|支付期数|利息费用|手续费承担方|"
    "支付时间|sku净重(kg)|包裹总净重(kg)|包裹总运费(元)|快递公司|快递单号|发货链接|"
    "大头笔/Paint Marker|集包地/Express Extend 1|"
    "三段码/Express Extend 2|订购人身份证姓名/ID Name|订购人身份证号/ID Number|"
    "收件人身份证姓名|收件人身份证号|订单创建时间|预售订单开始发货时间|预售订单截止发货时间|承诺发货时间|"
    "订单发货时间|订单完成时间|发货仓库|确认收货类型|是否延迟收货|用户备注|包裹备注标记|包裹备注信息|异常原因|"
    "店铺名称|用户编号|运费模版名称|物流方案名称|第三方机构订单号|国补模式|供应商id|供应商名称|商家编码|"
    "商品ID|商品名称"
)
XIAOHONGSHU: Final = Layout(
    name="xiaohongshu",
    channel="xiaohongshu",
    label_zh="小红书千帆订单",
    label_en="Xiaohongshu orders",
    headers=ORDERS,
    detect=(("订单号", "规格ID", "SKU件数", "用户应付金额(元)"),),
    buyer_is_number=True,
    columns={
        "order_id": ("订单号",),
        "nick": ("用户编号",),
        "phone": ("收件人电话",),
        "name": ("收件人姓名",),
        "city": ("市",),
        "ordered_at": ("订单创建时间",),
        "paid_at": ("支付时间",),
        "shipped_at": ("订单发货时间",),
        "received_at": ("订单完成时间",),
        "status": ("订单状态",),
        "after_sales": ("售后状态",),
        "title": ("SKU名称", "商品名称"),
        "sku": ("商家编码", "小红书编码", "规格ID"),
        "quantity": ("SKU件数",),
        "amount": ("商品总价(元)",),
        "total": ("用户应付金额(元)", "商家应收金额(元)(支付金额)"),
    },
    statuses={
        "待支付": "placed",
        "待付款": "placed",
        "待配货": "paid",
        "待发货": "paid",
        "已支付": "paid",
        "部分发货": "paid",
        "已发货": "shipped",
        "待收货": "shipped",
        "已签收": "received",
        "已完成": "received",
        "已取消": "closed",
        "已关闭": "closed",
    },
    refunded_after_sales=frozenset({"售后完成", "退款成功", "已退款"}),
)
