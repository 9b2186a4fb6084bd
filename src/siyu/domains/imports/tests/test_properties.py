"""What holds for any file: twice is once, order of rows and size of chunks do not matter, money is exact."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from siyu.domains.accounts.actions.open_account import open_account
from siyu.domains.fans.models import Person
from siyu.domains.imports.models import ImportedOrder, OrderLine
from siyu.domains.imports.reading import cells, staging
from siyu.domains.imports.tests.files import bring, preset_file
from siyu.kernel.ids import new_id
from siyu.kernel.money import parse_fen

STATES = ["待支付", "备货中", "已发货", "已完成", "已关闭"]
sub_orders = st.lists(
    st.fixed_dictionaries(
        {
            "主订单编号": st.integers(1, 8).map(str),
            "商品数量": st.integers(1, 3).map(str),
            "商品单价": st.integers(0, 99999).map(lambda fen: f"{Decimal(fen) / 100:.2f}"),
            "选购商品": st.sampled_from(["旗袍", "披肩,红", '口红"正红"']),
            "订单状态": st.sampled_from(STATES),
            "售后状态": st.sampled_from(["-", "退款成功"]),
        }
    ),
    max_size=25,
)


def completed(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """What the platform repeats on every row of an order is equal on them."""
    first: dict[str, dict[str, str]] = {}
    for place, row in enumerate(rows):
        head = first.setdefault(row["主订单编号"], row)
        number = int(row["主订单编号"])
        row |= {
            "子订单编号": str(place), "订单状态": head["订单状态"], "订单应付金额": head["商品单价"],
            "收件人手机号": f"1380000000{number % 4}", "订单提交时间": f"2024-05-0{number} 10:00:00",
            "支付完成时间": "" if head["订单状态"] == "待支付" else f"2024-05-0{number} 10:01:00",
        }  # fmt: skip
    return rows


def state_of(account):
    orders = ImportedOrder.objects.of(account).order_by("order_no")
    columns = (
        "order_no",
        "status",
        "paid_at",
        "total_fen",
        "paid_fen",
        "refunded_fen",
        "items",
        "identity__person__key",
    )
    lines = OrderLine.objects.filter(order__account=account).order_by(
        "order__order_no", "goods__title", "quantity", "amount_fen"
    )
    return (
        list(orders.values_list(*columns)),
        sorted(lines.values_list("order__order_no", "goods__title", "quantity", "amount_fen")),
        sorted(Person.objects.of(account).values_list("key", flat=True)),
    )


def fresh():
    return open_account(slug=f"a-{new_id().hex[-12:]}", name="x")


@pytest.mark.django_db
@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=sub_orders, seed=st.integers(0, 999), chunk=st.integers(1, 9))
def test_twice_is_once_and_order_and_chunks_do_not_matter(rows, seed, chunk, monkeypatch) -> None:
    rows = completed(rows)
    shuffled = random.Random(seed).sample(rows, len(rows))
    with TemporaryDirectory() as folder, monkeypatch.context() as patch:
        file = preset_file(Path(folder) / "a.csv", "douyin", rows)
        other = preset_file(Path(folder) / "b.csv", "douyin", shuffled)
        one, two = fresh(), fresh()
        said = bring(one, file)
        patch.setattr(staging.order_chunks, "__defaults__", (chunk,))
        patch.setattr(staging, "_BATCH", chunk)
        said_other = bring(two, other)
        assert state_of(one) == state_of(two)
        numbers = [name for name in said if name.endswith("_fen") or name in {"orders", "lines", "persons_new", "rows"}]
        assert {name: said[name] for name in numbers} == {name: said_other[name] for name in numbers}
        before = state_of(one)
        again = bring(one, other)
        assert state_of(one) == before
        assert (again["orders_new"], again["orders_updated"]) == (0, 0)
        assert said["total_fen"] == said["paid_fen"] + said["refunded_fen"]


@given(
    fen=st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=50), style=st.sampled_from(["{}", "￥{}", "{}元"])
)
def test_money_is_never_a_float(fen, style) -> None:
    texts = [style.format(f"{Decimal(one) / 100:.2f}") for one in fen]
    assert cells.money(pl.Series(texts)).to_list() == fen


@given(st.lists(st.text(alphabet="0123456789.,-¥元eE+ ", max_size=12), min_size=1, max_size=30))
def test_the_fast_way_reads_money_as_the_one_rule_does(texts) -> None:
    def rule(text: str) -> int | None:
        try:
            return parse_fen(text)
        except ValueError:
            return None

    assert cells.money(pl.Series(texts, dtype=pl.String)).to_list() == [rule(text) for text in texts]
