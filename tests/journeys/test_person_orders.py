"""The orders tab of the fan page: whose orders, what is shown of them to whom, page after page."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from siyu.domains.accounts.models import Account
from siyu.domains.fans.models import Identity, Person
from siyu.domains.imports.models import Goods, ImportedOrder, OrderLine
from siyu.domains.imports.queries.person_orders import person_orders
from siyu.kernel import clock

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}


def add_orders(account: Account, person: Person, n: int, *, prefix: str = "E2026") -> None:
    """Orders of a day each, the lower the number the older; every one with two lines."""
    name = Identity.objects.of(account).filter(person=person).first()
    goods = Goods.objects.create(account=account, channel="youzan", title=f"改良旗袍 {prefix}", sku="QP-1")
    now = clock.now()
    for i in range(n):
        at = now - timedelta(days=n - i)
        order = ImportedOrder.objects.create(
            account=account, channel="youzan", order_no=f"{prefix}{i:07d}", identity=name, status="received",
            ordered_at=at, paid_at=at + timedelta(minutes=1), total_fen=39_900, paid_fen=29_900, refunded_fen=10_000,
            items=2, line_count=2, content_hash=i,
        )  # fmt: skip
        OrderLine.objects.bulk_create(
            OrderLine(order=order, goods=goods, position=p, quantity=1, unit_price_fen=19_950, amount_fen=19_950)
            for p in (1, 2)
        )


@pytest.fixture
def fan(brand: Any) -> Person:
    person: Person = Person.objects.of(brand.account).get(key="key-9")
    return person


def test_the_tab_shows_orders_with_their_goods(brand: Any, fan: Person) -> None:
    client, page = brand.client(), brand.url("fans:person", person_id=fan.pk)
    assert "?tab=orders" not in client.get(page).content.decode()  # nothing was imported for this fan
    add_orders(brand.account, fan, 2)
    assert 'href="?tab=orders#deeds"' in client.get(page).content.decode()
    tab = client.get(page, {"tab": "orders"}).content.decode()
    assert 'id="orders"' in tab
    assert 'id="timeline"' not in tab
    body = client.get(brand.url("fan_orders", person_id=fan.pk), headers=EN).content.decode()
    assert re.findall(r"E2026\d{7}", body) == ["E20260000001", "E20260000000"]
    assert body.count("改良旗袍 E2026") == 4
    assert "¥199.50" in body
    assert "received" in body
    assert "Youzan" in body


def test_the_number_is_masked_for_who_does_not_work_with_files(brand: Any, fan: Person) -> None:
    add_orders(brand.account, fan, 1, prefix="E777")
    url = brand.url("fan_orders", person_id=fan.pk)
    assert "E7770000000" in brand.client("operator").get(url).content.decode()
    for role in ("support", "host"):
        body = brand.client(role).get(url).content.decode()
        assert "****0000" in body
        assert "E7770000000" not in body
    assert brand.client("finance").get(url).status_code == 403


def test_pages_follow_each_other_without_gap_or_double(brand: Any, fan: Person) -> None:
    add_orders(brand.account, fan, 45)
    same = clock.now() - timedelta(days=90)
    ImportedOrder.objects.of(brand.account).update(ordered_at=same)  # a whole file of one minute
    seen: list[int] = []
    cursor: str | None = ""
    while cursor is not None:
        page = person_orders(brand.account, fan.pk, cursor, size=7)
        seen += [order.pk for order in page.rows]
        cursor = page.next_cursor
    assert seen == sorted(ImportedOrder.objects.of(brand.account).values_list("pk", flat=True), reverse=True)
    url = brand.url("fan_orders", person_id=fan.pk)
    assert brand.client().get(url, {"cursor": "nonsense"}).status_code == 422


def test_orders_of_others_stay_theirs(brand: Any, fan: Person) -> None:
    other = Person.objects.of(brand.account).get(key="key-7")
    add_orders(brand.account, other, 3, prefix="OTHER")
    add_orders(brand.account, fan, 1)
    body = brand.client().get(brand.url("fan_orders", person_id=fan.pk)).content.decode()
    assert "OTHER" not in body
    stranger = brand.hire("owner")
    client = brand.client()
    client.force_login(stranger, backend="allauth.account.auth_backends.AuthenticationBackend")
    stranger.memberships.all().delete()
    assert client.get(brand.url("fan_orders", person_id=fan.pk)).status_code == 404


def test_queries_do_not_grow_with_orders(brand: Any, fan: Person) -> None:
    client, url = brand.client(), brand.url("fan_orders", person_id=fan.pk)

    def queries() -> int:
        client.get(url)
        cache.clear()
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    add_orders(brand.account, fan, 1)
    few = queries()
    add_orders(brand.account, fan, 40, prefix="MORE")
    assert queries() == few
