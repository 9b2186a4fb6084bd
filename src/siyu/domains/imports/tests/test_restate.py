"""Order facts that the event store lost come back from the rows, one for one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from siyu.domains.accounts.models import Account
from siyu.domains.facts.kinds import KINDS
from siyu.domains.fans.actions.merge_persons import merge_on_evidence
from siyu.domains.fans.actions.rebuild_facts import rebuild_facts
from siyu.domains.fans.commands import rebuild_command
from siyu.domains.fans.models import Person, Standing
from siyu.domains.imports.actions import restate_orders
from siyu.domains.imports.tests.files import bring, preset_file, taobao
from siyu.platform import eventstore
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.outbox import relay

pytestmark = pytest.mark.django_db
ORDER_KINDS = [kind.code for name, kind in KINDS.items() if name.startswith("order.")]


def _facts(store: DuckStore) -> list[dict[str, Any]]:
    sql = "SELECT * FROM facts WHERE list_contains($kinds, kind) ORDER BY event_id"
    return store.query(sql, {"kinds": ORDER_KINDS}).to_pylist()


def _some_orders(account: Account, tmp_path: Any) -> None:
    """Paid, refunded, closed, shipped, anonymous, by a few buyers; one of them updated by a newer export."""
    rows = [
        taobao(f"{n:03}", 买家会员名=f"b{n % 7}", 订单创建时间=f"2024-05-{1 + n % 28:02} 10:00:00") for n in range(40)
    ]
    rows += [
        taobao("900", 总金额="100", 买家实际支付金额="70", 退款金额="30"),
        taobao("901", 订单状态="交易关闭", 订单付款时间="", 买家实际支付金额="0"),
        taobao("902", 买家会员名="", 收货人姓名=""),
        taobao("903", 宝贝总数量="5"),
    ]
    bring(account, preset_file(tmp_path / "a.csv", "taobao", rows))
    bring(account, preset_file(tmp_path / "b.csv", "taobao", [taobao("903", 订单付款时间="2024-05-01 10:09:00")]))
    relay.deliver_all()


def test_erased_order_facts_come_back_row_for_row(
    account: Account, tmp_path: Any, event_store: DuckStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    _some_orders(account, tmp_path)
    monkeypatch.setattr(restate_orders, "CHUNK", 16)
    before = _facts(event_store)
    assert {fact["person"] for fact in before} > {0}
    assert event_store.erase(account.pk, ORDER_KINDS) == len(before)
    assert rebuild_facts(account)["orders"] == len(before)
    assert _facts(event_store) == before
    rebuild_facts(account)
    assert _facts(event_store) == before


def test_a_new_store_gets_the_facts_as_merges_left_them(
    account: Account, tmp_path: Any, event_store: DuckStore
) -> None:
    _some_orders(account, tmp_path)
    survivor, absorbed = (Person.objects.of(account).get(key=key).pk for key in ("b1", "b2"))
    merge_on_evidence(account, survivor, absorbed, reason="test")
    relay.deliver_all()
    before = _facts(event_store)
    standings = list(Standing.objects.of(account).order_by("pk").values_list("person", "orders", "net_paid_fen"))
    fresh = DuckStore()
    eventstore.use(fresh)
    done = CliRunner().invoke(rebuild_command, ["facts", "--account", account.slug, "--json"], catch_exceptions=False)
    said = json.loads(done.stdout)
    assert (said["orders"], said["persons"]) == (len(before), Person.objects.of(account).count() - 1)
    assert _facts(fresh) == before
    assert not any(fact["person"] == absorbed for fact in before)
    now = list(Standing.objects.of(account).order_by("pk").values_list("person", "orders", "net_paid_fen"))
    assert now == standings
    fresh.close()


def test_another_account_is_left_alone(account: Account, tmp_path: Any, event_store: DuckStore) -> None:
    _some_orders(account, tmp_path)
    other = Account.objects.create(slug="other", name="Other")
    assert rebuild_facts(other)["orders"] == 0
