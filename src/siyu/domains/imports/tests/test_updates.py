"""A newer export updates orders and their facts; what is no longer true is taken back."""

from __future__ import annotations

import pytest

from siyu.domains.facts.kinds import BY_CODE
from siyu.domains.fans.models import Person
from siyu.domains.imports.events import WITHDRAWN, facts_of
from siyu.domains.imports.models import ImportedOrder, OrderLine
from siyu.domains.imports.tests.files import bring, preset_file, taobao
from siyu.kernel.clock import to_ms
from siyu.kernel.ids import derived_id
from siyu.platform.outbox.models import OutboxMessage
from siyu.platform.outbox.statement import unpack

pytestmark = pytest.mark.django_db


def told() -> dict[bytes, dict]:
    """Facts as a store that replaces by id would hold them."""
    held: dict[bytes, dict] = {}
    for message in OutboxMessage.objects.filter(topic="facts").order_by("pk"):
        for fact in unpack(message.batch).to_pylist():
            held[fact["event_id"]] = fact
    return held


def kinds() -> dict[str, int | None]:
    return {BY_CODE[f["kind"]].name: f["amount_fen"] for f in told().values() if f["kind"] != WITHDRAWN}


def bring_one(account, tmp_path, **cells):
    return bring(account, preset_file(tmp_path / "o.csv", "taobao", [taobao("77", **cells)]))


def test_facts_of_an_order(account, tmp_path) -> None:
    bring_one(account, tmp_path, 总金额="100", 买家实际支付金额="70", 退款金额="30")
    assert kinds() == {"order.placed": 10000, "order.paid": 10000, "order.refunded": 3000}
    order = ImportedOrder.objects.of(account).get()
    paid = next(fact for fact in told().values() if BY_CODE[fact["kind"]].name == "order.paid")
    expected = derived_id(to_ms(order.paid_at), account.pk, "taobao", "77", "order.paid")
    assert paid["event_id"] == expected.bytes
    assert (paid["object_type"], paid["object_id"], paid["channel"]) == ("order", "77", "taobao")
    assert (paid["person"], paid["identity"]) == (order.identity.person_id, order.identity_id)
    refund = next(fact for fact in told().values() if BY_CODE[fact["kind"]].name == "order.refunded")
    assert refund["props"] == '{"time_known": false}'


def test_the_same_file_again_changes_nothing(account, tmp_path) -> None:
    bring_one(account, tmp_path)
    before = (OutboxMessage.objects.count(), list(ImportedOrder.objects.of(account).values()))
    said = bring_one(account, tmp_path)
    assert (said["orders_new"], said["orders_updated"], said["orders_unchanged"]) == (0, 0, 1)
    assert (said["persons_new"], said["persons_matched"]) == (0, 1)
    assert (OutboxMessage.objects.count(), list(ImportedOrder.objects.of(account).values())) == before


def test_a_newer_export_updates(account, tmp_path) -> None:
    bring_one(account, tmp_path, 订单状态="买家已付款,等待卖家发货")
    said = bring_one(account, tmp_path, 买家实际支付金额="4", 退款金额="6")
    assert (said["orders_new"], said["orders_updated"]) == (0, 1)
    assert kinds() == {"order.placed": 1000, "order.paid": 1000, "order.refunded": 600}


def test_what_is_no_longer_true_is_withdrawn(account, tmp_path) -> None:
    bring_one(account, tmp_path)
    bring_one(account, tmp_path, 订单状态="交易关闭", 订单付款时间="", 买家实际支付金额="0")
    assert kinds() == {"order.placed": 1000, "order.closed": None}
    gone = [fact for fact in told().values() if fact["kind"] == WITHDRAWN]
    assert [(fact["person"], fact["identity"], fact["amount_fen"]) for fact in gone] == [(0, 0, None)]


def test_a_moved_time_leaves_no_second_fact(account, tmp_path) -> None:
    bring_one(account, tmp_path)
    bring_one(account, tmp_path, 订单付款时间="2024-05-01 10:05:00")
    assert kinds() == {"order.placed": 1000, "order.paid": 1000}
    assert len([f for f in told().values() if f["kind"] == WITHDRAWN]) == 1


def test_an_export_that_hides_the_buyer_keeps_the_known_one(account, tmp_path) -> None:
    bring_one(account, tmp_path)
    bring_one(account, tmp_path, 买家会员名="t**", 订单状态="交易关闭")
    order = ImportedOrder.objects.of(account).get()
    assert order.identity.person == Person.objects.of(account).get()


def test_lines_from_a_line_file_outlive_an_export_without(account, tmp_path) -> None:
    lines = preset_file(
        tmp_path / "l.csv", "taobao-lines", [{"订单编号": "77", "标题": "甲", "价格": "3", "购买数量": "2"}]
    )
    bring(account, preset_file(tmp_path / "o.csv", "taobao", [taobao("77")]), lines)
    bring_one(account, tmp_path, 订单状态="交易关闭")
    assert OrderLine.objects.get(order__account=account).goods.title == "甲"


def test_a_dry_run_says_the_same_and_keeps_nothing(account, tmp_path) -> None:
    file = preset_file(tmp_path / "o.csv", "taobao", [taobao(str(n), 买家会员名=f"b{n % 7}") for n in range(30)])
    would = bring(account, file, dry_run=True)
    assert not ImportedOrder.objects.of(account).exists()
    assert not OutboxMessage.objects.exists()
    assert bring(account, file) == would


def test_no_facts_of_no_orders(account) -> None:
    assert facts_of.__doc__
    assert told() == {}
