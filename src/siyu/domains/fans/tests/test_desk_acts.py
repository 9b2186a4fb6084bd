"""Remarks, tags, views and exports: who may, what is kept, and that accounts never touch."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from siyu.domains.accounts.models import Account
from siyu.domains.accounts.types import Desk
from siyu.domains.fans.actions.delete_view import delete_view
from siyu.domains.fans.actions.export_persons import defused, export_persons
from siyu.domains.fans.actions.rebuild_standings import rebuild_standings
from siyu.domains.fans.actions.save_view import save_view
from siyu.domains.fans.actions.set_remark import set_remark
from siyu.domains.fans.actions.tag_many import tag_many
from siyu.domains.fans.actions.tag_person import tag_person
from siyu.domains.fans.actions.undo_bulk import undo_bulk
from siyu.domains.fans.actions.untag_many import untag_many
from siyu.domains.fans.actions.untag_person import untag_person
from siyu.domains.fans.models import MatchReview, Person, PersonTag
from siyu.domains.fans.queries.access import access_person
from siyu.domains.fans.queries.person_list import PersonFilters
from siyu.domains.fans.queries.person_page import person_page
from siyu.domains.fans.queries.review_queue import open_count, review_page
from siyu.domains.fans.queries.saved_views import saved_views
from siyu.domains.fans.queries.tags import tag_counts, tag_names
from siyu.domains.fans.queries.today import today_numbers
from siyu.domains.fans.tests.worlds import NOW, Fact, make_account, make_desk, make_person, tell
from siyu.kernel import clock
from siyu.kernel.errors import Forbidden, Invalid, NotFound
from siyu.platform.audit.models import AuditEntry
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.outbox import relay


@pytest.fixture
def desk(db: None, event_store: DuckStore) -> Desk:
    return make_desk(make_account())


@pytest.fixture
def people(desk: Desk) -> list[Person]:
    people = [make_person(desk.account, f"p{n}", name=f"p{n}") for n in range(4)]
    tell(desk.account, [Fact(p.pk, "order.paid", NOW, 1000 * n, f"o{n}") for n, p in enumerate(people, 1)])
    rebuild_standings(desk.account, as_of=NOW)
    return people


def _acts(account: Account) -> list[str]:
    return list(AuditEntry.objects.filter(account_id=account.pk).order_by("pk").values_list("act", flat=True))


def test_strangers_find_nobody_and_hosts_may_only_look(desk: Desk, people: list[Person]) -> None:
    stranger, host = make_desk(make_account("other")), make_desk(desk.account, "host")
    acts = (
        lambda who: access_person(who, people[0].pk),
        lambda who: set_remark(who, people[0].pk, "x"),
        lambda who: tag_person(who, people[0].pk, "x"),
        lambda who: untag_person(who, people[0].pk, "x"),
    )
    for act in acts:
        with pytest.raises(NotFound):
            act(stranger)
    for act in acts[1:]:
        with pytest.raises(Forbidden):
            act(host)
    for bulk in (tag_many, untag_many):
        assert bulk(stranger, "x", ids=[people[0].pk]).persons == 0
        with pytest.raises(Forbidden):
            bulk(host, "x", ids=[people[0].pk])
    with pytest.raises(Forbidden):
        export_persons(make_desk(desk.account, "support"), PersonFilters(), "csv")
    assert access_person(host, people[0].pk).pk == people[0].pk
    assert not PersonTag.objects.of(desk.account).exists()


def test_a_remark_is_kept_and_audited(desk: Desk, people: list[Person]) -> None:
    assert set_remark(desk, people[0].pk, " 周末送货 ").remark == "周末送货"
    set_remark(desk, people[0].pk, "周末送货")
    assert _acts(desk.account) == ["person.remarked"]
    with pytest.raises(Invalid):
        set_remark(desk, people[0].pk, "长" * 501)


def test_bulk_tags_come_with_facts_and_a_way_back(
    desk: Desk, people: list[Person], event_store: DuckStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("siyu.domains.fans.actions.tag_many.AT_ONCE", 2)
    tag_person(desk, people[0].pk, "老客")
    tag_person(desk, people[0].pk, " 老客 ")
    batch = tag_many(desk, "老客", filters=PersonFilters(orders_min=1))
    assert (batch.persons, tag_counts(desk.account)[0].persons) == (3, 4)
    relay.deliver_all()
    told = event_store.query(
        "SELECT person, object_type, object_id FROM facts WHERE kind = 80 ORDER BY person"
    ).to_pylist()
    assert told == [{"person": p.pk, "object_type": "tag", "object_id": "老客"} for p in people]
    other = make_desk(make_account("other"))
    with pytest.raises(Invalid):
        undo_bulk(other, batch.undo_token)
    with pytest.raises(Invalid):
        undo_bulk(desk, batch.undo_token + "x")
    assert undo_bulk(desk, batch.undo_token).persons == 3
    assert undo_bulk(desk, batch.undo_token).persons == 0
    assert [row.person_id for row in PersonTag.objects.of(desk.account)] == [people[0].pk]
    relay.deliver_all()
    assert event_store.query("SELECT * FROM facts WHERE kind = 81").num_rows == 3
    assert tag_names(desk.account, "老") == ["老客"]
    for name in ("", "长" * 41):
        with pytest.raises(Invalid):
            tag_person(desk, people[0].pk, name)


def test_views_are_saved_replaced_and_deleted(desk: Desk) -> None:
    view = save_view(desk, "超级会员", PersonFilters(tier="super"))
    assert save_view(desk, "超级会员", PersonFilters(tier="super", sort="-orders")) == view
    [shown] = saved_views(desk.account)
    assert PersonFilters.from_query(shown.query) == PersonFilters(tier="super", sort="-orders")
    other = make_desk(make_account("other"))
    with pytest.raises(NotFound):
        delete_view(other, view)
    assert saved_views(other.account) == []
    delete_view(desk, view)
    assert saved_views(desk.account) == []
    with pytest.raises(Invalid):
        save_view(desk, " ", PersonFilters())


EVIL = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "\u3000@x"]


def test_no_cell_of_an_export_is_a_formula(desk: Desk, people: list[Person]) -> None:
    for person, name in zip(people, EVIL, strict=False):
        Person.objects.of(desk.account).filter(pk=person.pk).update(name=name)
    rows = list(csv.reader(io.StringIO(b"".join(export_persons(desk, PersonFilters(), "csv")).decode("utf-8-sig"))))
    assert len(rows) == 5
    assert sorted(row[1] for row in rows[1:]) == sorted(f"'{name}" for name in EVIL[:4])
    book = openpyxl.load_workbook(io.BytesIO(b"".join(export_persons(desk, PersonFilters(), "xlsx"))))
    assert all(cell.data_type != "f" for row in book.active.iter_rows() for cell in row)
    assert all(defused(text).startswith("'") for text in EVIL)
    assert defused("普通 - 名字") == "普通 - 名字"
    assert _acts(desk.account) == ["persons.exported"] * 2


def test_the_fan_page_costs_the_same_for_everyone(desk: Desk, people: list[Person]) -> None:
    busy = people[0]
    for n in range(12):
        tag_person(desk, busy.pk, f"t{n}")

    def queries(person: Person) -> int:
        with CaptureQueriesContext(connection) as seen:
            person_page(desk.account, person.pk)
        return len(seen)

    assert queries(busy) == queries(people[1]) == 6


def test_the_queue_shows_open_matches_of_living_persons(desk: Desk, people: list[Person]) -> None:
    for second in people[1:]:
        MatchReview.objects.create(
            account=desk.account, first=people[0], second=second, reason="same_name", found_at=NOW
        )
    first = review_page(desk.account, size=2)
    rest = review_page(desk.account, first.next_cursor, size=2)
    assert [item.second.name for item in (*first.rows, *rest.rows)] == ["p3", "p2", "p1"]
    assert rest.next_cursor is None
    assert first.rows[0].first.orders == 1
    Person.objects.of(desk.account).filter(pk=people[3].pk).update(merged_into=people[2])
    assert open_count(desk.account).number == 2
    assert open_count(make_account("other")).number == 0


def test_todays_numbers(desk: Desk, people: list[Person], monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 6, 16, 4, tzinfo=UTC))
    Person.objects.of(desk.account).filter(pk=people[0].pk).update(
        birthday_md="06-18", created_at=NOW - timedelta(days=90)
    )
    tell(desk.account, [Fact(people[1].pk, "order.paid", NOW - timedelta(days=115), 400_000, "old")])
    tell(desk.account, [Fact(people[2].pk, "order.refunded", NOW, 1, "o")])
    rebuild_standings(desk.account)
    numbers = today_numbers(desk.account)
    assert (numbers.persons, numbers.buyers, numbers.new_this_week, numbers.birthdays_this_week) == (4, 4, 3, 1)
    assert (numbers.super_members, numbers.refunds_in_grace, numbers.open_reviews) == (1, 1, 0)
    lapse = PersonFilters.from_query(numbers.super_lapse_query)
    assert lapse.tier == "super"
    assert today_numbers(make_account("other")).persons == 0
    cache.clear()
