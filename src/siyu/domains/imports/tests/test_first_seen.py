"""A fan is as old as their earliest order, whichever file or row brings it, never as new as the import."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.cache import cache

from siyu.domains.accounts.models import Account
from siyu.domains.fans.models import Identity, Person
from siyu.domains.fans.queries.today import today_numbers
from siyu.domains.imports.tests.files import bring, preset_file, taobao
from siyu.kernel import clock

pytestmark = pytest.mark.django_db


def _order(number: str, day: str, buyer: str, **cells: str) -> dict[str, str]:
    return taobao(number, 买家会员名=buyer, 订单创建时间=f"{day} 08:00:00", 订单付款时间=f"{day} 08:01:00", **cells)


def _seen(account: Account) -> dict[str, tuple[datetime, datetime]]:
    rows = Identity.objects.of(account).select_related("person")
    return {row.value: (row.person.created_at, row.first_seen_at) for row in rows}


def _at(day: int) -> datetime:
    return datetime(2024, 5, day, 0, 0, tzinfo=UTC)


def test_the_newest_order_stands_first_in_an_export(account: Account, tmp_path: Any) -> None:
    rows = [_order("3", "2024-05-20", "a"), _order("2", "2024-05-10", "a"), _order("1", "2024-05-12", "b")]
    bring(account, preset_file(tmp_path / "o.csv", "taobao", rows))
    assert _seen(account) == {"a": (_at(10), _at(10)), "b": (_at(12), _at(12))}


def test_an_older_file_moves_it_back_and_a_newer_leaves_it(account: Account, tmp_path: Any) -> None:
    for n, day in enumerate(("2024-05-15", "2024-05-02", "2024-05-28")):
        bring(account, preset_file(tmp_path / f"{n}.csv", "taobao", [_order(str(n), day, "a")]))
    assert _seen(account) == {"a": (_at(2), _at(2))}


def test_new_this_week_is_not_imported_this_week(
    account: Account, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Imported today: a buyer of old, whose newest order is of this week, and one who is really new."""
    monkeypatch.setattr(clock, "now", lambda: datetime(2024, 5, 30, 4, tzinfo=UTC))
    rows = [_order("3", "2024-05-29", "old"), _order("2", "2024-05-29", "new"), _order("1", "2024-05-01", "old")]
    bring(account, preset_file(tmp_path / "o.csv", "taobao", rows))
    cache.clear()
    numbers = today_numbers(account)
    assert (numbers.persons, numbers.new_this_week) == (2, 1)
    assert Person.objects.of(account).get(created_at__gte=datetime(2024, 5, 24, tzinfo=UTC)).key == "new"
