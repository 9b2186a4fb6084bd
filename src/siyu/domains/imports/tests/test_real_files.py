"""Other people's real files: sums equal an independent computation."""

from __future__ import annotations

import gzip
from decimal import Decimal

import pandas as pd
import pytest

from siyu.domains.fans.models import Person
from siyu.domains.imports.models import ImportedOrder, OrderLine
from siyu.domains.imports.tests.files import SHARED, bring

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.real_data,
    pytest.mark.skipif(not SHARED.exists(), reason=f"other people's files are not at {SHARED}"),
]
UCI = {
    "name": "uci",
    "columns": {
        "order_id": "InvoiceNo", "person": "CustomerID", "paid_at": "InvoiceDate", "sku": "StockCode",
        "title": "Description", "quantity": "Quantity", "unit_price": "UnitPrice", "city": "Country",
    },
    "amount": "quantity*unit_price",
    "refund_when": {"column": "InvoiceNo", "prefix": "C"},
}  # fmt: skip


def fen(texts: pd.Series) -> int:
    return int(sum(Decimal(text) for text in texts) * 100)


def test_taobao_orders_with_lines(account) -> None:
    files = SHARED / "taobao" / "ExportOrderList.csv", SHARED / "taobao" / "ExportOrderDetailList.csv"
    said = bring(account, *files)
    orders = pd.read_csv(files[0], dtype=str, keep_default_na=False)
    lines = pd.read_csv(files[1], dtype=str, keep_default_na=False)
    paid = orders[orders["订单付款时间 "] != ""]
    assert (said["rows"], said["orders"], said["lines"]) == (len(orders), len(orders), len(lines))
    assert said["total_fen"] == fen(paid["总金额"])
    assert said["paid_fen"] == fen(paid["买家实际支付金额"])
    assert said["refunded_fen"] == fen(paid["退款金额"]) == said["total_fen"] - said["paid_fen"]
    assert said["persons_new"] == orders["买家会员名"].nunique() == Person.objects.of(account).count()
    cut = int(orders["订单编号"].str.strip().str.endswith("00").sum())
    assert said["warnings"] == [{"kind": "truncated_ids", "count": cut, "example": orders["订单编号"][0].strip()}]
    goods = sum(Decimal(p) * int(q) for p, q in zip(lines["价格"], lines["购买数量"], strict=True))
    assert sum(OrderLine.objects.filter(order__account=account).values_list("amount_fen", flat=True)) == goods * 100
    again = bring(account, *files)
    assert (again["orders_unchanged"], again["orders_new"], again["orders_updated"]) == (len(orders), 0, 0)


def test_online_retail_by_a_mapping(account, tmp_path) -> None:
    packed = next((SHARED / "uci_online_retail").glob("*.gz"))
    file = tmp_path / "uci.csv"
    file.write_bytes(gzip.decompress(packed.read_bytes()))
    said = bring(account, file, mapping=UCI)
    rows = pd.read_csv(file, dtype=str, keep_default_na=False)
    worth = pd.Series([int(q) * int(Decimal(p) * 100) for q, p in zip(rows.Quantity, rows.UnitPrice, strict=True)])
    back = rows.InvoiceNo.str.startswith("C")
    assert said["rows"] == said["lines"] == len(rows)
    assert said["orders"] == rows[~back].InvoiceNo.nunique()
    assert said["total_fen"] == worth[~back & (worth > 0)].sum()
    assert said["refunded_fen"] == -worth[back].sum()
    assert said["paid_fen"] == said["total_fen"] - said["refunded_fen"]
    assert said["persons_new"] == rows[rows.CustomerID != ""].CustomerID.nunique()
    assert said["anonymous_orders"] == rows[~back & (rows.CustomerID == "")].InvoiceNo.nunique()
    assert said["warnings"][0]["count"] == (worth[~back] <= 0).sum()
    kept = ImportedOrder.objects.of(account).filter(refund_only=False).values_list("order_no", "paid_fen")
    assert (
        dict(kept)
        == worth[~back & (worth > 0)]
        .groupby(rows.InvoiceNo)
        .sum()
        .reindex(rows[~back].InvoiceNo.unique(), fill_value=0)
        .to_dict()
    )


def test_cdnow_by_column_places(account) -> None:
    mapping = {
        "name": "cdnow",
        "columns": {"person": "#1", "paid_at": "#3", "quantity": "#4", "total": "#5"},
        "delimiter": " ",
    }
    said = bring(account, SHARED / "cdnow" / "CDNOW_sample.txt", mapping=mapping)
    rows = [line.split() for line in (SHARED / "cdnow" / "CDNOW_sample.txt").read_text().splitlines()]
    assert (said["orders"], said["persons_new"]) == (6919, 2357)
    assert said["paid_fen"] == sum(int(Decimal(row[4]) * 100) for row in rows)
    assert said["warnings"] == said["rejected"] == []
