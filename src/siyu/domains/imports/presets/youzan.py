"""有赞: the export by order (its header 分销员 appears twice) and the export by goods."""

from __future__ import annotations

from typing import Final

from siyu.domains.imports.types import Layout, Status, header_row

ORDERS: Final = header_row(
    "订单号|销售渠道|归属店铺|订单类型|订单状态|推广方式|订单来源|订单创建时间|买家付款时间|交易成功时间|"
    "付款方式|支付流水号|商品金额合计|运费|店铺优惠合计|应收订单金额|订单实付金额|支付优惠合计|订单实收金额|"
    "订单抵用积分数|店铺优惠方式|支付优惠方式|全部商品名称|商品种类数|订单配送方式|同城送达时间/提货时间|"
    "收货人省份|收货人城市|收货人地区|详细收货地址/提货地址|收货人/提货人|收货人手机号/提货人手机号|买家备注|"
    "订单星级|买家昵称|买家是否会员|买家手机号|下单网点|收银员|分销员|销售导购|专属导购|订单退款状态|"
    "订单已退款金额|商家订单备注|桌号|挂账主体|挂账手机号|团长订单|订单风险标签|分销员|分销员手机号|"
    "分销员所属店铺|分销员所属团队|分销员所属分组|分销员等级|订单佣金类型|订单佣金金额|订单下级卖货提成类型|"
    "订单下级卖货提成金额"
)
ITEMS: Final = header_row(
    "订单号|外部订单号|订单商品状态|交易成功时间|商品名称|商品类型|商品类目|商品规格|规格编码|商品编码|"
    "商品单价|商品成本价|商品优惠方式|商品优惠后价格|商品数量|商品金额小计|店铺优惠（分摊）|商品实际成交金额|"
    "商品抵用积分数|商品留言|收货人/提货人|收货人手机号/提货人手机号|收货人省份|收货人城市|收货人地区|"
    "详细收货地址/提货地址|买家备注|商品发货状态|商品发货方式|商品发货物流公司|商品发货物流单号|发货员工|"
    "商品发货时间|商品退款状态|商品已退款金额|商家订单备注|入住时间"
)
STATUSES: Final[dict[str, Status]] = {
    "待付款": "placed",
    "等待买家付款": "placed",
    "待发货": "paid",
    "待接单": "paid",
    "待成团": "paid",
    "已付款": "paid",
    "部分发货": "paid",
    "已发货": "shipped",
    "待收货": "shipped",
    "交易完成": "received",
    "交易成功": "received",
    "已完成": "received",
    "交易关闭": "closed",
    "已关闭": "closed",
}
YOUZAN: Final = Layout(
    name="youzan",
    channel="youzan",
    label_zh="有赞订单",
    label_en="Youzan orders",
    headers=ORDERS,
    detect=(("订单号", "归属店铺", "应收订单金额"),),
    columns={
        "order_id": ("订单号",),
        "nick": ("买家昵称", "买家姓名"),
        "phone": ("买家手机号", "收货人手机号/提货人手机号"),
        "city": ("收货人城市",),
        "ordered_at": ("订单创建时间",),
        "paid_at": ("买家付款时间",),
        "received_at": ("交易成功时间",),
        "status": ("订单状态",),
        "title": ("全部商品名称",),
        "total": ("订单实付金额", "应收订单金额"),
        "refunded": ("订单已退款金额",),
    },
    statuses=STATUSES,
)
YOUZAN_ITEMS: Final = Layout(
    name="youzan-items",
    channel="youzan",
    label_zh="有赞商品明细",
    label_en="Youzan order items",
    headers=ITEMS,
    detect=(("订单号", "订单商品状态", "商品实际成交金额"),),
    columns={
        "order_id": ("订单号",),
        "phone": ("收货人手机号/提货人手机号",),
        "name": ("收货人/提货人",),
        "city": ("收货人城市",),
        "shipped_at": ("商品发货时间",),
        "received_at": ("交易成功时间",),
        "status": ("订单商品状态",),
        "title": ("商品名称",),
        "sku": ("规格编码", "商品编码"),
        "quantity": ("商品数量",),
        "unit_price": ("商品单价",),
        "amount": ("商品实际成交金额",),
        "total": ("商品实际成交金额",),
        "refunded": ("商品已退款金额",),
    },
    statuses=STATUSES,
    amount_level="line",
)
