"""Every trap of real exports, one by one."""

# ruff: noqa: E501 - rows of exports read better whole

from __future__ import annotations

import pytest

from siyu.domains.fans.models import Identity, Person
from siyu.domains.imports.errors import SiyuError
from siyu.domains.imports.models import ImportedOrder, OrderLine
from siyu.domains.imports.presets import HEADERS
from siyu.domains.imports.tests.files import bring, preset_file, sheet, taobao

pytestmark = pytest.mark.django_db


def order(account, number):
    return ImportedOrder.objects.of(account).get(order_no=number)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le"])
def test_encodings(account, tmp_path, encoding) -> None:
    said = bring(account, preset_file(tmp_path / "o.csv", "taobao", [taobao("12345678")], encoding))
    assert (said["orders"], said["rejected"]) == (1, [])
    assert Person.objects.of(account).get().key == "tb_one"


def test_an_encoding_that_shows_itself_late(account, tmp_path) -> None:
    path = tmp_path / "late.csv"
    path.write_bytes(b"id,when,money\n" + b"1,2024-01-01,2\n" * 80_000 + "2,2024-01-01,3元已付款的旗袍\n".encode("gbk"))
    mapping = {"columns": {"order_id": "id", "paid_at": "when", "total": "money"}}
    said = bring(account, path, mapping=mapping)
    assert said["encoding"] == "gb18030"
    assert said["rejected"] == [{"row": 80_002, "field": "total", "reason": "not_money"}]


def test_headers_with_trailing_spaces_and_cells_with_spaces_apostrophes_tabs(account, tmp_path) -> None:
    row = taobao("990011 ", 联系手机="'13800138000", 买家会员名="\ttb_two ")
    said = bring(account, preset_file(tmp_path / "o.csv", "taobao", [row]))
    assert said["persons_new"] == 1
    assert order(account, "990011").paid_at is not None
    kinds = dict(Identity.objects.of(account).values_list("kind", "shown"))
    assert kinds == {"nick": "tb_two", "phone": "138****8000"}


def test_numbers_cut_by_a_spreadsheet_are_warned_about(account, tmp_path) -> None:
    rows = [taobao(f"1990292820751{n:02d}00") for n in range(5)] + [taobao("19902928207512347")]
    said = bring(account, preset_file(tmp_path / "o.csv", "taobao", rows))
    assert [(w["kind"], w["count"]) for w in said["warnings"]] == [("truncated_ids", 5)]
    assert order(account, "199029282075100" + "00").order_no == "19902928207510000"


def test_a_number_in_scientific_notation_is_refused(account, tmp_path) -> None:
    said = bring(account, preset_file(tmp_path / "o.csv", "taobao", [taobao("1.99029E+16"), taobao("77")]))
    assert said["rejected"] == [{"row": 2, "field": "order_id", "reason": "digits_lost"}]
    assert said["orders"] == 1


@pytest.mark.parametrize(
    ("text", "fen"),
    [("0元", 0), ("1,234.00", 123400), ('"1,234.5"', 123450), ("￥12.3", 1230), ("１２．５", 1250), ("12.345", 1235)],
)
def test_money_as_platforms_write_it(account, tmp_path, text, fen) -> None:
    row = taobao("1", 总金额=text.strip('"'), 买家实际支付金额=text.strip('"'))
    bring(account, preset_file(tmp_path / "o.csv", "taobao", [row]))
    assert order(account, "1").paid_fen == fen


def test_full_width_brackets_in_headers(account, tmp_path) -> None:
    headers = [h.replace("(", "（").replace(")", "）") for h in HEADERS["weixin"]]
    row = {
        "订单号": "3700", "订单实际支付金额": "88", "订单状态": "已完成", "支付时间": "2024-05-01 10:00:00",
        "商品编码（平台）": "p1", "商品名称": "裙", "商品数量": "1", "收件人手机": "13900139000",
    }  # fmt: skip
    path = tmp_path / "w.csv"
    path.write_text(sheet(headers, [row]))
    said = bring(account, path)
    assert (said["preset"], said["paid_fen"], said["lines"]) == ("weixin", 8800, 1)


@pytest.mark.parametrize(
    "written", ["2017/5/30 23:18", "2017-05-30 23:18:00", "2017-05-30T23:18:00", "42885.970833", "2017年5月30日 23:18"]
)
def test_times_as_platforms_write_them(account, tmp_path, written) -> None:
    bring(account, preset_file(tmp_path / "o.csv", "taobao", [taobao("1", 订单付款时间=written)]))
    assert order(account, "1").paid_at.isoformat()[:16] == "2017-05-30T15:18"


def test_a_date_alone_is_local_midnight(account, tmp_path) -> None:
    bring(account, preset_file(tmp_path / "o.csv", "taobao", [taobao("1", 订单付款时间="2017-05-30")]))
    assert order(account, "1").paid_at.isoformat() == "2017-05-29T16:00:00+00:00"


def test_paid_amount_is_net_of_refund(account, tmp_path) -> None:
    row = taobao("1", 总金额="100", 买家实际支付金额="70", 退款金额="30")
    said = bring(account, preset_file(tmp_path / "o.csv", "taobao", [row]))
    assert (said["total_fen"], said["paid_fen"], said["refunded_fen"]) == (10000, 7000, 3000)


def test_unpaid_orders_are_not_in_the_sums(account, tmp_path) -> None:
    row = taobao("1", 订单状态="等待买家付款", 订单付款时间="", 买家实际支付金额="0")
    said = bring(account, preset_file(tmp_path / "o.csv", "taobao", [row]))
    assert (said["orders"], said["total_fen"], said["paid_fen"]) == (1, 0, 0)
    assert (order(account, "1").status, order(account, "1").total_fen) == ("placed", 1000)


@pytest.mark.parametrize("comma", [",", "，"])
def test_states_with_either_comma(account, tmp_path, comma) -> None:
    row = taobao("1", 订单状态=f"卖家已发货{comma}等待买家确认")
    said = bring(account, preset_file(tmp_path / "o.csv", "taobao", [row]))
    assert order(account, "1").status == "shipped"
    assert said["warnings"] == []


def test_an_unknown_state_is_warned_about(account, tmp_path) -> None:
    said = bring(account, preset_file(tmp_path / "o.csv", "taobao", [taobao("1", 订单状态="火星状态")]))
    assert said["warnings"] == [{"kind": "unknown_status", "count": 1, "example": "火星状态"}]
    assert order(account, "1").status == "paid"


def test_joined_titles_are_taken_apart_where_their_number_fits(account, tmp_path) -> None:
    rows = [taobao("1", 宝贝标题="甲，乙", 宝贝种类="2"), taobao("2", 宝贝标题="甲，乙", 宝贝种类="1")]
    bring(account, preset_file(tmp_path / "o.csv", "taobao", rows))
    titles = OrderLine.objects.filter(order__order_no="1").values_list("goods__title", flat=True)
    assert sorted(titles) == ["乙", "甲"]
    assert OrderLine.objects.get(order__order_no="2").goods.title == "甲，乙"


def douyin(number: str, sub: str, **cells: str) -> dict[str, str]:
    return {
        "主订单编号": f"\t{number}", "子订单编号": f"\t{sub}", "选购商品": "旗袍", "商品数量": "1", "商品单价": "60",
        "订单应付金额": "1,100.00", "订单提交时间": "2024-05-01 10:00:00", "支付完成时间": "2024-05-01 10:00:09",
        "订单状态": "已完成", "售后状态": "-", "收件人": "##密文", "收件人手机号": "186******05", **cells,
    }  # fmt: skip


def test_several_rows_an_order_do_not_add_up_the_order_amount(account, tmp_path) -> None:
    rows = [douyin("69", "1"), douyin("70", "9"), douyin("69", "2")]
    said = bring(account, preset_file(tmp_path / "d.csv", "douyin", rows))
    assert (said["rows"], said["orders"], said["lines"], said["paid_fen"]) == (3, 2, 3, 220000)
    assert order(account, "69").items == 2


def test_masked_and_encrypted_buyers_are_no_one(account, tmp_path) -> None:
    said = bring(account, preset_file(tmp_path / "d.csv", "douyin", [douyin("69", "1")]))
    assert (said["anonymous_orders"], said["persons_new"]) == (1, 0)
    assert not Identity.objects.of(account).exists()


def test_a_refunded_line_gives_back_its_worth(account, tmp_path) -> None:
    rows = [douyin("69", "1", 售后状态="退款成功"), douyin("69", "2")]
    said = bring(account, preset_file(tmp_path / "d.csv", "douyin", rows))
    assert (said["total_fen"], said["paid_fen"], said["refunded_fen"]) == (110000, 104000, 6000)


def test_the_first_of_equal_headers_counts(account, tmp_path) -> None:
    row = {
        "订单号": "E1",
        "归属店铺": "x",
        "应收订单金额": "9",
        "订单实付金额": "9",
        "买家付款时间": "2024-05-01 10:00:00",
        "订单状态": "交易完成",
    }
    said = bring(account, preset_file(tmp_path / "y.csv", "youzan", [row]))
    assert (said["preset"], said["orders"]) == ("youzan", 1)


def test_title_rows_blank_rows_and_summary_rows(account, tmp_path) -> None:
    text = "衣见倾心 订单导出\n导出时间：2024-06-01\n\n" + sheet(
        HEADERS["taobao"], [taobao("1"), taobao("2", 总金额="坏")]
    )
    text += "\n" + ",".join(["合计", *[""] * 45]) + "\n"
    path = tmp_path / "o.csv"
    path.write_text(text)
    said = bring(account, path)
    assert (said["rows"], said["orders"]) == (2, 1)
    assert said["rejected"] == [{"row": 6, "field": "total", "reason": "not_money"}]
    assert {"kind": "summary_rows", "count": 1, "example": "row 8"} in said["warnings"]


def test_back_ticks_before_every_cell(account, tmp_path) -> None:
    path = tmp_path / "bill.csv"
    path.write_text(
        "交易时间,商户订单号,用户标识,总金额\n`2024-05-01 10:00:00,`A1,`ox1,`12.00\n总交易单数,应结,退款,手续费\n`1,`12,`0,`0\n"
    )
    mapping = {"columns": {"order_id": "商户订单号", "person": "用户标识", "paid_at": "交易时间", "total": "总金额"}}
    said = bring(account, path, mapping=mapping)
    assert order(account, "A1").paid_fen == 1200
    assert said["orders"] == 1
    assert len(said["rejected"]) == 2  # the summary block is no orders, and it is said so


def test_identity_cards_are_never_read(account, tmp_path) -> None:
    row = {
        "订单号": "P1", "规格ID": "s", "SKU件数": "1", "用户应付金额(元)": "5", "支付时间": "2024-05-01 10:00:00", "用户编号": "u1",
        "订单状态": "已完成", "收件人身份证号": "330106199001011234", "SKU名称": "裙",
    }  # fmt: skip
    path = preset_file(tmp_path / "x.csv", "xiaohongshu", [row])
    from siyu.domains.imports.reading.plans import choose_layout, plan_of

    table, layout = choose_layout(path, preset="auto", mapping=None)
    read = {table.headers[place] for place in plan_of(table, layout, "Asia/Shanghai").columns}
    assert not [header for header in read if "身份证" in header]
    assert bring(account, path)["orders"] == 1


def test_rows_of_the_wrong_width(account, tmp_path) -> None:
    path = tmp_path / "o.csv"
    path.write_text("id,when,money\n1,2024-01-01,5\n2,2024-01-01,6,,\n3,2024-01-01,7,extra\n4,2024-01-01\n")
    mapping = {"columns": {"order_id": "id", "paid_at": "when", "total": "money"}}
    said = bring(account, path, mapping=mapping)
    assert (said["rows"], said["orders"]) == (4, 2)
    assert said["rejected"] == [
        {"row": 4, "field": "row", "reason": "too_many_cells"},
        {"row": 5, "field": "total", "reason": "missing"},
    ]


def test_a_stray_quote_loses_no_row(account, tmp_path) -> None:
    path = tmp_path / "o.csv"
    path.write_text('id,when,money\n1,2024-01-01,5\n2,"2024-01-01,6\n3,2024-01-01,7\n')
    mapping = {"columns": {"order_id": "id", "paid_at": "when", "total": "money"}}
    said = bring(account, path, mapping=mapping)
    assert said["rows"] == said["orders"] + len(said["rejected"]) == 3


def test_line_file_joins_and_strays_are_said(account, tmp_path) -> None:
    orders = preset_file(tmp_path / "o.csv", "taobao", [taobao("11 "), taobao("12 ")])
    lines = preset_file(
        tmp_path / "l.csv",
        "taobao-lines",
        [
            {"订单编号": "12", "标题": "甲", "价格": "3", "购买数量": "2"},
            {"订单编号": "99", "标题": "乙", "价格": "3", "购买数量": "2"},
            {"订单编号": "11", "标题": "丙", "价格": "3", "购买数量": "1"},
        ],
    )
    said = bring(account, orders, lines)
    assert said["lines"] == 2
    assert said["rejected"] == [{"row": 3, "field": "lines:order_id", "reason": "no_such_order"}]
    assert OrderLine.objects.get(order__order_no="12").amount_fen == 600


def test_xlsx(account, tmp_path) -> None:
    import xlsxwriter

    path = tmp_path / "o.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("订单信息")
        page.write(0, 0, "导出")
        for column, header in enumerate(HEADERS["taobao"]):
            page.write(1, column, header)
            value = taobao("19902928207512345").get(header.strip(), "")
            page.write_string(2, column, value)
    said = bring(account, path)
    assert (said["encoding"], said["orders"], said["paid_fen"]) == ("xlsx", 1, 1000)
    assert order(account, "19902928207512345").source_row == 3


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 ...", "pdf"),
        (b"\x89PNG\r\n\x1a\n0000", "image"),
        (b"PK\x03\x04 not really", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_excel"),
        (b"hello\nworld\n", "no_table"),
        (b"a,b\n1,\x00\x01\x02\x03" * 50, "binary"),
        (b"x" * 10_000_000, "no_table"),
    ],
)
def test_what_is_no_table_gets_one_sentence(account, tmp_path, content, reason) -> None:
    path = tmp_path / "o.xlsx"
    path.write_bytes(content)
    with pytest.raises(SiyuError) as told:
        bring(account, path)
    assert told.value.data["reason"] == reason
    assert told.value.message.endswith((".", "。"))
    assert not ImportedOrder.objects.of(account).exists()


def test_an_endless_line_inside_a_table(account, tmp_path) -> None:
    path = tmp_path / "o.csv"
    path.write_bytes(b"id,when,money\n1,2024-01-01,5\n2," + b"x" * 40_000_000 + b",5\n3,2024-01-01,7\n")
    mapping = {"columns": {"order_id": "id", "paid_at": "when", "total": "money"}}
    with pytest.raises(SiyuError) as told:
        bring(account, path, mapping=mapping)
    assert told.value.code == "unreadable_row"
    assert not ImportedOrder.objects.of(account).exists()


def test_nothing_of_a_phone_number_is_kept_in_clear(account, tmp_path) -> None:
    bring(account, preset_file(tmp_path / "o.csv", "taobao", [taobao("1", 联系手机="13800138000")]))
    kept = list(Identity.objects.of(account).values_list("value", "shown", "evidence"))
    assert "13800138000" not in str(kept)
