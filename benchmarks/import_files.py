"""Writes order exports of any size for the import benchmarks: Xiaohongshu (one row a product), Taobao with its line file."""

# ruff: noqa: E501 - rows of exports read better whole

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from siyu.domains.imports.presets import HEADERS

_GOODS = [(f"新中式改良旗袍 春夏款 {n:04d}", f"QP{n:05d}", 9900 + 37 * n) for n in range(800)]
_CITIES = ["杭州市", "上海市", "广州市", "成都市", "北京市", "苏州市", "长沙市"]
_START = datetime(2024, 1, 1)  # noqa: DTZ001 - exports write local time


def orders(count: int, seed: int = 7) -> Iterator[tuple[int, int, datetime, list[tuple[str, str, int, int]], bool]]:
    """(number, buyer, time, lines, refunded): 1.8 lines an order, three orders a buyer, a tenth refunded."""
    rng = random.Random(seed)
    for n in range(count):
        at = _START + timedelta(seconds=n * 40 + rng.randrange(40))
        lines = [(*rng.choice(_GOODS), rng.choice((1, 1, 1, 2))) for _ in range(rng.choice((1, 1, 2, 2, 3)))]
        yield (
            6_900_000_000_000_000_000 + n * 7919 + rng.randrange(7919),
            rng.randrange(count // 3 + 1),
            at,
            lines,
            n % 10 == 0,
        )


def write_xiaohongshu(path: Path, rows: int) -> int:
    """An item-level export of about so many rows; answers how many."""
    headers = HEADERS["xiaohongshu"]
    place = {name: headers.index(name) for name in headers}
    written = 0
    with path.open("w", encoding="utf-8-sig") as file:
        file.write(",".join(headers) + "\n")
        for number, buyer, at, lines, back in orders(int(rows / 1.8) + 1):
            total = sum(price * quantity for _, _, price, quantity in lines)
            for title, sku, price, quantity in lines:
                if written == rows:
                    return written
                row = [""] * len(headers)
                for name, value in {
                    "订单号": f"P{number}", "订单状态": "已完成", "售后状态": "售后完成" if back else "-", "订单类型": "现货",
                    "收件人姓名": "张**", "收件人电话": "186******05", "省": "浙江省", "市": _CITIES[buyer % 7], "区": "西湖区",
                    "规格ID": sku, "SKU名称": title, "SKU规格": "红色 M", "SKU件数": str(quantity), "是否为赠品": "否",
                    "商品总价(元)": f"{price * quantity / 100:.2f}", "用户应付金额(元)": f"{total / 100:.2f}",
                    "商家应收金额(元)（支付金额）": f"{total / 100:.2f}", "支付方式": "微信", "支付时间": f"{at:%Y-%m-%d %H:%M:%S}",
                    "订单创建时间": f"{at:%Y-%m-%d %H:%M:%S}", "订单发货时间": f"{at + timedelta(days=1):%Y-%m-%d %H:%M:%S}",
                    "订单完成时间": f"{at + timedelta(days=6):%Y-%m-%d %H:%M:%S}", "店铺名称": "衣见倾心", "用户编号": f"u{buyer:08x}",
                    "商家编码": sku, "商品名称": title, "快递公司": "中通快递", "快递单号": str(number)[:14],
                }.items():  # fmt: skip
                    row[place[name]] = value
                file.write(",".join(row) + "\n")
                written += 1
    return written


def write_taobao(folder: Path, rows: int) -> tuple[Path, Path]:
    """An order file and its line file, so many rows together."""
    headers, line_headers = HEADERS["taobao"], HEADERS["taobao-lines"]
    place = {name: headers.index(name) for name in headers}
    order_file, line_file = folder / "ExportOrderList.csv", folder / "ExportOrderDetailList.csv"
    with order_file.open("w", encoding="gb18030") as first, line_file.open("w", encoding="gb18030") as second:
        first.write(",".join(headers) + "\n")
        second.write(",".join(line_headers) + "\n")
        for number, buyer, at, lines, back in orders(int(rows / 2.8)):
            total = sum(price * quantity for _, _, price, quantity in lines)
            row = [""] * len(headers)
            for name, value in {
                "订单编号": f"{number} ", "买家会员名": f"tb{buyer:08d}", "买家应付货款": f"{total / 100:.2f}", "总金额": f"{total / 100:.2f}",
                "买家实际支付金额": "0" if back else f"{total / 100:.2f}", "退款金额": f"{total / 100:.2f}" if back else "0",
                "订单状态": "交易关闭" if back else "交易成功", "收货人姓名": "李**", "收货地址": f"浙江省 {_CITIES[buyer % 7]} 西湖区 ***(310000)",
                "联系手机": f"'1{3800000000 + buyer}", "订单创建时间": f"{at:%Y/%-m/%-d %-H:%M}", "订单付款时间 ": f"{at:%Y/%-m/%-d %-H:%M}",
                "宝贝标题 ": "，".join(title for title, *_ in lines), "宝贝种类": str(len(lines)), "宝贝总数量": str(sum(q for *_, q in lines)),
                "买家服务费": "0元", "订单关闭原因": "订单未关闭",
            }.items():  # fmt: skip
                row[place[name]] = value
            first.write(",".join(row) + "\n")
            for title, sku, price, quantity in lines:
                second.write(f"{number},{title},{price / 100:.2f},{quantity},{sku},,,,交易成功,{sku}\n")
    return order_file, line_file
