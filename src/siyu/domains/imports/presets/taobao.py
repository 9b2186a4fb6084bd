"""淘宝 and 天猫: the order report and its line report, as Taobao wrote them until 2023."""

from __future__ import annotations

from typing import Final

from siyu.domains.imports.types import Layout, Status, header_row

ORDERS_46: Final = header_row(
    "订单编号|买家会员名|买家支付宝账号|买家应付货款|买家应付邮费|买家支付积分|总金额|返点积分|买家实际支付金额|"
    "买家实际支付积分|订单状态|买家留言|收货人姓名|收货地址|运送方式|联系电话 |联系手机|订单创建时间|"
    "订单付款时间 |宝贝标题 |宝贝种类|物流单号 |物流公司|订单备注|宝贝总数量|店铺Id|店铺名称|订单关闭原因|"
    "卖家服务费|买家服务费|发票抬头|是否手机订单|分阶段订单信息|特权订金订单id|是否上传合同照片|是否上传小票|"
    "是否代付|定金排名|修改后的sku|修改后的收货地址|异常信息|天猫卡券抵扣|集分宝抵扣|是否是O2O交易|"
    "退款金额|预约门店"
)
ORDERS_38: Final = header_row(
    "订单编号|买家会员名|买家支付宝账号|买家应付货款|买家应付邮费|买家支付积分|总金额|返点积分|买家实际支付金额|"
    "买家实际支付积分|订单状态|买家留言|收货人姓名|收货地址|运送方式|联系电话 |联系手机|订单创建时间|"
    "订单付款时间 |宝贝标题 |宝贝种类|物流单号 |物流公司|订单备注|宝贝总数量|分销商Id|分销商店铺名称|"
    "订单关闭原因|卖家服务费|买家服务费|发票抬头|定金排名|修改后的sku|修改后的收货地址|异常信息|卡券抵扣|"
    "积分抵扣|是否是O2O交易"
)
ORDERS_38_SHORT: Final = header_row(
    "订单编号|买家会员名|买家支付宝账号|买家应付货款|买家应付邮费|买家支付积分|总金额|返点积分|支付金额|"
    "买家实际支付积分|订单状态|买家留言|收货人|收货地址|运送方式|联系电话 |联系手机|订单创建时间|"
    "订单付款时间 |宝贝标题 |宝贝种类|物流单号 |物流公司|订单备注|宝贝总数量|分销商Id|分销商店铺名称|"
    "订单关闭原因|卖家服务费|买家服务费|发票抬头|定金排名|修改后的sku|修改后的收货地址|异常信息|卡券抵扣|"
    "积分抵扣|是否是O2O交易"
)
LINES: Final = header_row("订单编号|标题|价格|购买数量|外部系统编号|商品属性|套餐信息|备注|订单状态|商家编码")
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
COLUMNS: Final = {
    "order_id": ("订单编号",),
    "nick": ("买家会员名", "买家会员名称"),
    "phone": ("联系手机", "联系电话"),
    "name": ("收货人姓名", "收货人"),
    "city": ("修改后的收货地址", "收货地址"),
    "ordered_at": ("订单创建时间",),
    "paid_at": ("订单付款时间",),
    "received_at": ("确认收货时间",),
    "status": ("订单状态",),
    "title": ("宝贝标题",),
    "kinds": ("宝贝种类",),
    "quantity": ("宝贝总数量",),
    "total": ("总金额",),
    "paid": ("买家实际支付金额", "支付金额", "买家实付金额"),
    "refunded": ("退款金额",),
}
LINE_COLUMNS: Final = {
    "order_id": ("订单编号",),
    "title": ("标题", "宝贝标题"),
    "sku": ("商家编码", "外部系统编号"),
    "unit_price": ("价格",),
    "quantity": ("购买数量",),
}


def _orders(name: str, headers: tuple[str, ...], zh: str, en: str) -> Layout:
    return Layout(
        name=name,
        channel=name,
        buyer_scope="taobao",
        label_zh=zh,
        label_en=en,
        headers=headers,
        detect=(("订单编号", "买家会员名", "买家应付货款"),) if name == "taobao" else (),
        columns=COLUMNS,
        statuses=STATUSES,
        paid_is_net=True,
        titles_joined_by="，",
    )


TAOBAO: Final = _orders("taobao", ORDERS_46, "淘宝订单报表", "Taobao order report")
TMALL: Final = _orders("tmall", ORDERS_38, "天猫订单报表", "Tmall order report")
TAOBAO_LINES: Final = Layout(
    name="taobao-lines",
    channel="taobao",
    role="lines",
    label_zh="淘宝宝贝报表",
    label_en="Taobao line report",
    headers=LINES,
    detect=(("订单编号", "标题", "价格", "购买数量"),),
    columns=LINE_COLUMNS,
)
