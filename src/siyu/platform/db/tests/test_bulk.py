"""Bulk rows mean what the ORM means, on whichever database the tests run."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import transaction

from siyu.platform.audit.models import AuditEntry
from siyu.platform.db import bulk

pytestmark = pytest.mark.django_db
COLUMNS = ("id", "account_id", "act", "target", "at")


def insert(count: int) -> list[int]:
    with transaction.atomic():
        ids = bulk.reserve_ids(AuditEntry, count)
        at = bulk.utc_text(datetime(2024, 5, 1, 12, tzinfo=UTC))
        bulk.insert_rows(AuditEntry, COLUMNS, [(pk, 1, f"it's {n}", "旗袍\t\\N\n", at) for n, pk in enumerate(ids)])
    return ids


def test_inserted_rows_read_back_with_defaults() -> None:
    ids = insert(3)
    entry = AuditEntry.objects.get(pk=ids[1])
    assert (entry.act, entry.target, entry.data, entry.actor_id) == ("it's 1", "旗袍\t\\N\n", {}, None)
    assert entry.at == datetime(2024, 5, 1, 12, tzinfo=UTC)


def test_reserved_ids_are_not_given_to_others() -> None:
    ids = insert(2)
    later = AuditEntry.objects.create(act="x", target="y", at=datetime(2024, 5, 1, tzinfo=UTC))
    assert later.pk not in ids
    assert not set(insert(2)) & {*ids, later.pk}


def test_lookup_update_delete() -> None:
    ids = insert(4)
    found = bulk.lookup(AuditEntry, "act", ["it's 1", "it's 3", "none"], ("id", "act"), {"account_id": 1})
    assert sorted(found) == [(ids[1], "it's 1"), (ids[3], "it's 3")]
    bulk.update_rows(AuditEntry, ("act",), [("new", ids[0])])
    assert AuditEntry.objects.get(pk=ids[0]).act == "new"
    bulk.delete_where(AuditEntry, "id", ids[:2])
    assert set(AuditEntry.objects.values_list("pk", flat=True)) == set(ids[2:])
    assert bulk.lookup(AuditEntry, "id", [], ("id",)) == []
    assert bulk.reserve_ids(AuditEntry, 0) == []


@pytest.mark.parametrize("count", [1, 39, 40, 41, 80, 123])
def test_rows_given_by_columns_are_the_same_rows(count: int) -> None:
    at = bulk.utc_text(datetime(2024, 5, 1, 12, tzinfo=UTC))
    with transaction.atomic():
        ids = bulk.reserve_ids(AuditEntry, count)
        columns = {"id": ids, "account_id": [1] * count, "act": [f"act {n}" for n in ids], "at": [at] * count}
        bulk.insert_columns(AuditEntry, columns, same={"target": "it's one"})
        bulk.insert_columns(AuditEntry, {name: [] for name in columns})
    kept = AuditEntry.objects.order_by("pk").values_list("pk", "act", "target")
    assert list(kept) == [(n, f"act {n}", "it's one") for n in ids]


def test_only_greater_values_are_lowered_and_only_where_they_fit() -> None:
    ids = insert(4)  # all of 12 o'clock
    before, after = (bulk.utc_text(datetime(2024, 5, 1, hour, tzinfo=UTC)) for hour in (11, 13))
    AuditEntry.objects.filter(pk=ids[3]).update(account_id=2)
    asked = [(before, ids[0]), (after, ids[1]), (before, ids[3])]
    assert bulk.lower_rows(AuditEntry, "at", asked, {"account_id": 1}) == 1
    hours = [at.hour for at in AuditEntry.objects.order_by("pk").values_list("at", flat=True)]
    assert hours == [11, 12, 12, 12]
    assert bulk.lower_rows(AuditEntry, "at", [(after, pk) for pk in ids], {}) == 0
