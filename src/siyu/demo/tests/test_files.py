"""The files are those of the platforms: columns, encodings, habits, and amounts that come to the same."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import fastexcel
import polars as pl
import pytest

from siyu.demo.book import Book
from siyu.demo.generate import write_set
from siyu.demo.spec import DOUYIN, TAOBAO, XIAOHONGSHU, YOUZAN
from siyu.demo.tests.conftest import SMALL
from siyu.domains.imports.presets import HEADERS
from siyu.kernel.money import parse_fen


def rows(path: Path, encoding: str) -> tuple[list[str], list[list[str]]]:
    header, *body = csv.reader(io.StringIO(path.read_bytes().decode(encoding), newline=""))
    return header, body


def column(header: list[str], body: list[list[str]], name: str) -> list[str]:
    place = [cell.strip() for cell in header].index(name)
    return [row[place] for row in body]


def asked_fen(book: Book, channel: int) -> int:
    return int(book.orders_of(channel).filter((pl.col("spoiled") % 2 == 0) & (pl.col("paid") >= 0))["total_fen"].sum())


def test_the_same_spec_gives_the_same_files(small_set: Path, tmp_path: Path) -> None:
    write_set(SMALL, tmp_path)
    names = sorted(path.name for path in small_set.iterdir())
    assert len(names) == 7
    assert [name for name in names if (tmp_path / name).read_bytes() != (small_set / name).read_bytes()] == []


def test_taobao(small_set: Path, small_book: Book) -> None:
    header, body = rows(small_set / "taobao-ExportOrderList.csv", "gbk")
    assert header == list(HEADERS["taobao"])
    assert "订单付款时间 " in header
    assert len(body) == small_book.orders_of(TAOBAO).height
    assert all(number.endswith(" ") for number in column(header, body, "订单编号"))
    assert all(phone.startswith("'1") for phone in column(header, body, "联系手机"))
    asked, net, back = (column(header, body, name) for name in ("总金额", "买家实际支付金额", "退款金额"))
    sums = zip(asked, net, back, strict=True)
    paid = [parse_fen(a) == parse_fen(n) + parse_fen(b) for a, n, b in sums if a != "待核对"
            and (parse_fen(n) or parse_fen(b))]  # fmt: skip
    assert paid
    assert all(paid)
    line_header, lines = rows(small_set / "taobao-ExportOrderDetailList.csv", "gbk")
    assert line_header == list(HEADERS["taobao-lines"])
    known = {number.strip() for number in column(header, body, "订单编号")}
    assert set(column(line_header, lines, "订单编号")) == known


def test_excel_cut_some_old_numbers_short(book: Book) -> None:
    cut = book.orders_of(TAOBAO).filter(pl.col("number") % 10_000 == 0)
    assert 0.05 < cut.height / book.orders_of(TAOBAO).height < 0.15


def test_douyin(small_set: Path, small_book: Book) -> None:
    raw = (small_set / "douyin-orders.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    header, body = rows(small_set / "douyin-orders.csv", "utf-8-sig")
    assert header == list(HEADERS["douyin"])
    numbers = column(header, body, "主订单编号")
    assert all(number.startswith("\t69") for number in numbers)
    assert len(set(numbers)) < len(numbers)
    amounts = column(header, body, "订单应付金额")
    assert any("," in amount for amount in amounts)
    paid = column(header, body, "支付完成时间")
    asked = {number: parse_fen(amount) for number, amount, at in zip(numbers, amounts, paid, strict=True) if at}
    assert sum(asked.values()) == asked_fen(small_book, DOUYIN)


def test_some_receivers_are_masked_or_encrypted(small_set: Path) -> None:
    header, body = rows(small_set / "douyin-orders.csv", "utf-8-sig")
    phones = column(header, body, "收件人手机号")
    assert any(phone.startswith("##") for phone in phones)
    assert any("******" in phone for phone in phones)
    assert sum(phone.startswith("\t1") for phone in phones) > len(phones) // 2


def test_xiaohongshu(small_set: Path, small_book: Book) -> None:
    sheet = fastexcel.read_excel(small_set / "xiaohongshu-orders.xlsx").load_sheet("订单信息", dtypes="string")
    frame = sheet.to_polars()
    assert frame.columns == list(HEADERS["xiaohongshu"])
    assert frame["订购人身份证号/ID Number"].drop_nulls().len() > 0
    paid = frame.filter(pl.col("支付时间").is_not_null())
    asked = paid.unique("订单号")["用户应付金额(元)"]
    assert sum(parse_fen(text) for text in asked) == asked_fen(small_book, XIAOHONGSHU)


def test_youzan(small_set: Path, small_book: Book) -> None:
    header, body = rows(small_set / "youzan-orders.csv", "utf-8")
    assert header == list(HEADERS["youzan"])
    assert header.count("分销员") == 2
    assert any(phone.startswith("\t1") for phone in column(header, body, "买家手机号"))
    got = sum(parse_fen(amount) for amount in column(header, body, "订单实付金额"))
    assert got == asked_fen(small_book, YOUZAN)
    item_header, items = rows(small_set / "youzan-items.csv", "utf-8")
    assert item_header == list(HEADERS["youzan-items"])
    assert set(column(item_header, items, "订单号")) == set(column(header, body, "订单号"))


@pytest.mark.parametrize(
    ("name", "encoding", "amount", "made"),
    [
        ("taobao-ExportOrderList.csv", "gbk", "总金额", "订单创建时间"),
        ("douyin-orders.csv", "utf-8-sig", "订单应付金额", "订单提交时间"),
        ("youzan-orders.csv", "utf-8", "订单实付金额", "订单创建时间"),
    ],
)
def test_a_few_rows_are_damaged(book: Book, tmp_path: Path, name: str, encoding: str, amount: str, made: str) -> None:
    from siyu.demo.exports.douyin import write_douyin
    from siyu.demo.exports.taobao import write_taobao
    from siyu.demo.exports.youzan import write_youzan

    for write in (write_taobao, write_douyin, write_youzan):
        write(book, tmp_path)
    header, body = rows(tmp_path / name, encoding)
    bad = [cell for cell in column(header, body, amount) if cell == "待核对"]
    impossible = [cell for cell in column(header, body, made) if "2/30" in cell or "02-30" in cell]
    assert 0 < len(bad) + len(impossible) < 12


def test_amounts_are_written_exactly() -> None:
    from siyu.demo.exports.cells import comma_yuan, short_yuan, yuan

    frame = pl.DataFrame({"fen": [0, 5, 3_921, 10_000, 123_456, 99_999, 100_000, 1_000_000]})
    said = frame.select(yuan("fen").alias("a"), short_yuan("fen").alias("b"), comma_yuan("fen").alias("c"))
    for fen, plain, short, commas in zip(frame["fen"], said["a"], said["b"], said["c"], strict=True):
        assert Decimal(plain) * 100 == Decimal(short) * 100 == fen == parse_fen(commas)
    assert said["c"].to_list()[-2:] == ["1,000.00", "10,000.00"]
    assert said["b"].to_list()[:4] == ["0", "0.05", "39.21", "100"]
