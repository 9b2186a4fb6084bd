"""MAPPING.json: what it may say, what it means, and what is refused with its path."""

# ruff: noqa: E501 - rows of exports read better whole

from __future__ import annotations

import pytest

from siyu.domains.imports.errors import BadMapping
from siyu.domains.imports.models import ImportedOrder
from siyu.domains.imports.reading.layouts import layout_from_mapping
from siyu.domains.imports.tests.files import bring

LINES = {
    "name": "shop",
    "columns": {"order_id": "No", "person": "Who", "paid_at": "At", "title": "What", "quantity": "Qty", "unit_price": "Price"},
    "amount": "quantity*unit_price",
}  # fmt: skip


def write(path, text):
    path.write_text(text)
    return path


@pytest.mark.django_db
@pytest.mark.parametrize("rule", [{"column": "No", "prefix": "C"}, {"negative_quantity": True}])
def test_cancellations_are_refunds_and_no_orders(account, tmp_path, rule) -> None:
    text = "No,Who,At,What,Qty,Price\n1,a,2024-01-01,x,2,3.00\n1,a,2024-01-01,y,1,1.00\nC2,a,2024-01-05,x,-1,3.00\n3,,2024-01-02,x,1,9\n"
    said = bring(account, write(tmp_path / "f.csv", text), mapping={**LINES, "refund_when": rule})
    assert (said["orders"], said["anonymous_orders"], said["persons_new"]) == (2, 1, 1)
    assert (said["total_fen"], said["paid_fen"], said["refunded_fen"]) == (1600, 1300, 300)
    assert ImportedOrder.objects.of(account).get(order_no="C2").refund_only


@pytest.mark.django_db
def test_worthless_lines_are_adjustments(account, tmp_path) -> None:
    text = "No,Who,At,What,Qty,Price\n1,a,2024-01-01,x,2,3\n1,a,2024-01-01,gift,1,0\n1,a,2024-01-01,fix,-1,1\n"
    said = bring(account, write(tmp_path / "f.csv", text), mapping=LINES)
    assert (said["paid_fen"], said["lines"]) == (600, 3)
    assert [(w["kind"], w["count"]) for w in said["warnings"]] == [("adjustments", 2)]


@pytest.mark.django_db
def test_rows_without_numbers_are_an_order_each_and_stay_the_same(account, tmp_path) -> None:
    file = write(tmp_path / "f.txt", " 001  20240101  2  29.33\n 001  20240101  2  29.33\n 002   20240102 1 5.00\n")
    mapping = {"columns": {"person": "#1", "paid_at": "#2", "quantity": "#3", "total": "#4"}, "delimiter": " "}
    first = bring(account, file, mapping=mapping)
    assert (first["orders_new"], first["persons_new"], first["paid_fen"]) == (3, 2, 6366)
    again = bring(account, file, mapping=mapping)
    assert (again["orders_new"], again["orders_unchanged"]) == (0, 3)


@pytest.mark.django_db
def test_states_constants_channels_and_skipped_rows(account, tmp_path) -> None:
    text = "report\nof today\nNo;Who;At;Sum;State\n1;a;2024-01-01;10;ok\n2;a;2024-01-01;10;open\n"
    mapping = {
        "columns": {"order_id": "No", "person": "Who", "ordered_at": "At", "total": "Sum", "status": "State"},
        "statuses": {"ok": "paid", "open": "placed"},
        "constants": {"channel": "store"},
        "skip_rows": 2,
    }
    said = bring(account, write(tmp_path / "f.csv", text), mapping=mapping)
    assert (said["orders"], said["paid_fen"]) == (2, 1000)
    assert set(ImportedOrder.objects.of(account).values_list("channel", flat=True)) == {"store"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("total", "paid", "refunded", "net", "back"),
    [
        ("100", "70", "30", 7000, 3000),
        ("100", "100", "30", 7000, 3000),
        ("", "100", "30", 7000, 3000),
        ("100", "", "", 10000, 0),
    ],
)
def test_paid_before_or_after_refunds(account, tmp_path, total, paid, refunded, net, back) -> None:
    file = write(tmp_path / "f.csv", f"No,At,T,P,R\n1,2024-01-01,{total},{paid},{refunded}\n")
    columns = {"order_id": "No", "paid_at": "At", "total": "T", "paid": "P", "refunded": "R"}
    said = bring(account, file, mapping={"columns": columns})
    assert (said["total_fen"], said["paid_fen"], said["refunded_fen"]) == (net + back, net, back)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("total", "paid", "refunded", "net", "back"),
    [
        ("", "300", "", 0, 30000),  # the state alone: all of it
        ("", "300", "0", 0, 30000),
        ("300", "300", "", 0, 30000),
        ("300", "0", "", 0, 30000),  # paid is what was left
        ("300", "", "", 0, 30000),
        ("", "300", "120", 18000, 12000),  # an amount is told: that much
        ("300", "180", "120", 18000, 12000),
        ("300", "", "120", 18000, 12000),
        ("", "300", "300", 0, 30000),
    ],
)
@pytest.mark.parametrize("rows", [1, 2])
def test_a_refunded_state_gives_all_back_unless_an_amount_is_told(
    account, tmp_path, total, paid, refunded, net, back, rows
) -> None:
    line = f"1,2024-01-01,{total},{paid},{refunded},退了\n" * rows
    file = write(tmp_path / "f.csv", f"No,At,T,P,R,S\n{line}2,2024-01-01,5,5,,好了\n")
    told = {"total": ("T", total), "paid": ("P", paid), "refunded": ("R", refunded)}
    columns = {"order_id": "No", "paid_at": "At", "paid": "P", "status": "S"}
    columns |= {name: header for name, (header, value) in told.items() if value}
    said = bring(account, file, mapping={"columns": columns, "statuses": {"退了": "refunded", "好了": "received"}})
    assert (said["total_fen"], said["paid_fen"], said["refunded_fen"]) == (net + back + 500, net + 500, back)
    assert ImportedOrder.objects.of(account).get(order_no="1").status == "refunded"


@pytest.mark.parametrize(
    ("spec", "path"),
    [
        ({}, "columns"),
        ({"columns": {"order_id": "a", "total": "b"}}, "columns"),
        ({"columns": {"wrong": "a"}}, "columns.wrong"),
        ({"colums": {}}, "colums"),
        ({"columns": {"paid_at": "a"}}, "amount"),
        ({"columns": {"paid_at": "a", "quantity": "b"}, "amount": "quantity*unit_price"}, "amount"),
        ({"columns": {"paid_at": "a", "total": "b"}, "statuses": {"x": "lost"}}, "statuses.x"),
        ({"columns": {"paid_at": "a", "total": "b"}, "refund_when": {"column": "x"}}, "refund_when"),
        ({"columns": {"paid_at": "a", "total": "b"}, "skip_rows": -1}, "skip_rows"),
        ({"columns": ["paid_at"]}, "columns"),
    ],
)
def test_faults_are_told_with_their_path(spec, path) -> None:
    with pytest.raises(BadMapping) as told:
        layout_from_mapping(spec)
    assert told.value.data["path"] == path


@pytest.mark.django_db
def test_a_header_that_is_not_there(account, tmp_path) -> None:
    file = write(tmp_path / "f.csv", "No,At,T\n1,2024-01-01,3\n")
    with pytest.raises(BadMapping) as told:
        bring(account, file, mapping={"columns": {"order_id": "No", "paid_at": "At", "total": "Sum"}})
    assert told.value.data["path"] == "columns.total"
