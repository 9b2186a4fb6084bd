"""Every preset is recognised by its headers and brings an order home."""

# ruff: noqa: E501 - rows of exports read better whole

from __future__ import annotations

import pytest

from siyu.domains.fans.models import Person
from siyu.domains.imports.models import ImportedOrder
from siyu.domains.imports.presets import ALL, HEADERS, PRESETS
from siyu.domains.imports.presets.taobao import ORDERS_38_SHORT
from siyu.domains.imports.presets.weixin import ORDERS_V5, ORDERS_WIDE
from siyu.domains.imports.reading.layouts import detect_layout, resolve
from siyu.domains.imports.tests.files import bring, preset_file, taobao

T = "2024-05-01 10:00:00"
ORDERS = {
    "taobao": (taobao("9"), 1000, 0, "tb_one"),
    "qianniu": (
        {"订单编号": "9", "买家应付邮费": "0", "总金额": "30", "买家实付金额": "20", "退款金额": "10", "订单付款时间": T, "商品标题": "裙"},
        2000, 1000, None,
    ),
    "douyin": (
        {"主订单编号": "9", "子订单编号": "9", "选购商品": "裙", "商品单价": "30", "商品数量": "1", "订单应付金额": "30", "支付完成时间": T,
         "订单状态": "已完成", "收件人手机号": "13800138000"},
        3000, 0, "phone",
    ),
    "kuaishou": (
        {"订单号": "9", "实付款": "￥1,030.5", "成交数量": "1", "订单支付时间": T, "订单状态": "交易成功", "售后状态": "-", "商品名称": "裙",
         "收货人电话": "13800138000"},
        103050, 0, "phone",
    ),
    "xiaohongshu": (
        {"订单号": "P9", "规格ID": "s", "SKU件数": "2", "用户应付金额(元)": "50", "支付时间": T, "订单状态": "已完成", "用户编号": "x1",
         "SKU名称": "裙"},
        5000, 0, "x1",
    ),
    "weixin": (
        {"订单号": "9", "订单实际支付金额": "40", "支付时间": T, "订单状态": "已完成", "商品名称": "裙", "商品数量": "1",
         "商品已退款金额": "15", "收件人手机": "13800138000"},
        2500, 1500, "phone",
    ),
    "youzan": (
        {"订单号": "E9", "订单实付金额": "60", "订单已退款金额": "6", "买家付款时间": T, "订单状态": "交易完成", "买家昵称": "小王"},
        5400, 600, "小王",
    ),
    "youzan-items": (
        {"订单号": "E9", "订单商品状态": "交易完成", "商品实际成交金额": "60", "商品名称": "裙", "商品数量": "1", "交易成功时间": T,
         "商品已退款金额": "0"},
        6000, 0, None,
    ),
    "pinduoduo": (
        {"订单号": "260609-0186", "用户实付金额(元)": "12", "商品": "裙", "订单成交时间": T, "订单状态": "已取消", "售后状态": "退款成功"},
        0, 1200, None,
    ),
    "jd": (
        {"订单号": "9", "商品名称": "裙", "订购数量": "1", "京东价": "9", "应付金额": "9", "下单帐号": "jd_9", "付款确认时间": T, "订单状态": "完成"},
        900, 0, "jd_9",
    ),
    "kuaituantuan": (
        {"跟团号": "9", "下单人": "阿姨", "订单金额": "19.9", "退款金额": "0", "支付时间": T, "订单状态": "已完成", "商品": "橙子"},
        1990, 0, "阿姨",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(HEADERS))
def test_headers_tell_the_preset(name) -> None:
    layout = PRESETS[name]
    found = detect_layout(HEADERS[name], layout.role)
    assert found is not None
    assert found.name == ("taobao" if name == "tmall" else name)


@pytest.mark.parametrize(
    ("headers", "name"), [(ORDERS_V5, "weixin"), (ORDERS_WIDE, "weixin"), (ORDERS_38_SHORT, "taobao")]
)
def test_variants_of_headers(headers, name) -> None:
    layout = detect_layout(headers)
    assert layout is not None
    assert layout.name == name
    assert {"order_id", "total", "paid_at", "status"} <= resolve(layout, headers).keys()


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(ORDERS))
def test_an_order_of_each_platform(account, tmp_path, name) -> None:
    row, paid, refunded, buyer = ORDERS[name]
    said = bring(account, preset_file(tmp_path / "file.csv", name, [row]))
    assert (said["preset"], said["rejected"], said["warnings"]) == (name, [], [])
    order = ImportedOrder.objects.of(account).select_related("identity__person").get()
    assert (order.paid_fen, order.refunded_fen, order.total_fen) == (paid, refunded, paid + refunded)
    assert (said["paid_fen"], said["refunded_fen"]) == (paid, refunded)
    key = order.identity.person.key if order.identity else None
    assert key == buyer or (buyer == "phone" and key.startswith("phone:"))


def test_every_preset_finds_all_its_fields_in_some_header_list() -> None:
    for layout in ALL:
        missing = {field for field in layout.columns if field not in resolve(layout, HEADERS[layout.name])} - {
            "received_at",
            "nick",
            "phone",
            "city",
            "status",
            "shipped_at",
            "quantity",
            "refunded",
        }
        assert not missing, (layout.name, missing)


@pytest.mark.django_db
def test_tmall_is_a_channel_of_its_own_with_the_same_buyers(account, tmp_path) -> None:
    bring(account, preset_file(tmp_path / "a.csv", "taobao", [taobao("1")]))
    said = bring(account, preset_file(tmp_path / "b.csv", "tmall", [taobao("2")]), preset="tmall")
    assert (said["persons_new"], said["persons_matched"]) == (0, 1)
    assert set(ImportedOrder.objects.of(account).values_list("channel", flat=True)) == {"taobao", "tmall"}


def test_a_platforms_number_is_no_name(account, tmp_path) -> None:
    """Xiaohongshu numbers its buyers: they are called by the receiver; a Taobao nick of digits stays a nick."""
    row = {
        "订单号": "P1", "规格ID": "s", "SKU件数": "1", "用户应付金额(元)": "5", "支付时间": "2024-05-01 10:00:00",
        "用户编号": "60f1a2b3c4d5e6f708", "收件人姓名": "王芳", "订单状态": "已完成", "SKU名称": "裙",
    }  # fmt: skip
    bring(account, preset_file(tmp_path / "x.csv", "xiaohongshu", [row]))
    bring(
        account, preset_file(tmp_path / "t.csv", "taobao", [taobao("1", 买家会员名="13800000000", 收货人姓名="李丽")])
    )
    assert dict(Person.objects.of(account).values_list("key", "name")) == {
        "60f1a2b3c4d5e6f708": "王芳", "13800000000": "13800000000",
    }  # fmt: skip
