"""Searching inside names: what brute force finds is found, however many they are, and without an event store too."""

from __future__ import annotations

import random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from siyu.domains.accounts.models import Account
from siyu.domains.fans.actions.mirror_persons import mirror_persons
from siyu.domains.fans.models import Person, Standing
from siyu.domains.fans.queries import person_search
from siyu.domains.fans.queries.person_filters import PersonFilters
from siyu.domains.fans.queries.person_list import count, matching_ids, page
from siyu.domains.fans.queries.person_search import search, searched_words
from siyu.domains.fans.tests.worlds import NOW, make_account, make_person
from siyu.platform import eventstore
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.eventstore.errors import StoreUnavailableError

pytestmark = pytest.mark.django_db
SIGNS = "王李张刘陈杨小红明芳丽静敏旗袍姐妹江南月"


def _crowd(size: int) -> tuple[Account, dict[int, str]]:
    rng, account, other = random.Random(5), make_account(), make_account("other")
    names = ["".join(rng.choices(SIGNS, k=rng.randrange(1, 7))) for _ in range(size)]
    people = Person.objects.bulk_create(
        [Person(account=account, key=f"k{n}", name=name, created_at=NOW) for n, name in enumerate(names)]
        + [Person(account=other, key=f"k{n}", name=name, created_at=NOW) for n, name in enumerate(names[:50])]
    )
    Standing.objects.bulk_create(
        [
            Standing(account_id=one.account_id, person=one, net_paid_fen=rng.randrange(9), computed_at=NOW)
            for one in people
        ]
    )
    mirror_persons(account)
    mirror_persons(other)
    return account, {one.pk: one.name for one in people if one.account_id == account.pk}


@pytest.mark.parametrize("limit", [10_000, 20])
def test_any_part_of_a_name_is_found(event_store: DuckStore, monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    """300 random queries of 1 to 6 signs, both where those found are named and where they are looked up."""
    monkeypatch.setattr(person_search, "INSIDE_LIMIT", limit)
    account, names = _crowd(1_500)
    rng, hits, looked_up = random.Random(7), 0, 0
    for _ in range(300):
        text = "".join(rng.choices(SIGNS, k=rng.choice((1, 1, 2, 2, 3, 4, 5, 6))))
        if rng.random() < 0.5:  # a piece of a name that is there
            name = rng.choice(list(names.values()))
            start = rng.randrange(len(name))
            text = name[start : start + rng.randrange(1, 7)]
        expected = {person for person, name in names.items() if text in name}
        assert set(matching_ids(account, PersonFilters(search=text))) == expected, text
        hits += bool(expected)
        looked_up += search(account, text).looked_up is not None
    assert hits > 150
    assert bool(looked_up) == (limit < 1_000)


def test_other_filters_narrow_what_too_many_contain(event_store: DuckStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """No false empties: the few who match both are found although the text alone matches more than are named."""
    monkeypatch.setattr(person_search, "INSIDE_LIMIT", 3)
    account, names = _crowd(200)
    filters = PersonFilters(search="王", net_paid_min=8)
    rich = set(Standing.objects.of(account).filter(net_paid_fen__gte=8).values_list("person_id", flat=True))
    expected = {person for person, name in names.items() if "王" in name} & rich
    assert expected
    assert {row.id for row in page(account, filters).rows} == expected
    assert count(account, filters).number == len(expected)
    with CaptureQueriesContext(connection) as many:
        page(account, filters, size=1)
    monkeypatch.undo()
    with CaptureQueriesContext(connection) as few:
        page(account, filters, size=50)
    assert abs(len(many) - len(few)) <= 1


def test_folding_and_literal_signs(event_store: DuckStore) -> None:
    account = make_account()
    person = make_person(account, "Tb_007", name="Ａnn 的 小店")
    mirror_persons(account)
    for text in ("ann的小", "ANN", "的小店", "b_0", "TB_007", "Ａｎｎ的"):
        assert search(account, text).ids == [person.pk], text
    for text in ("_", "%", "b%0", "店Tb", "\x1f", "　"):
        assert search(account, text).ids == ([person.pk] if text == "_" else []), text
    assert searched_words("小红", "小红") == "小红"


def test_a_new_person_is_found_before_the_mirror_hears(event_store: DuckStore) -> None:
    account = make_account()
    person = make_person(account, "k", name="李雷")
    assert search(account, "李").ids == [person.pk]


def test_without_an_event_store_names_are_found_by_their_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    class Nobody:
        def query(self, *_: Any, patience: float | None = None, **__: Any) -> None:
            assert patience is not None
            raise StoreUnavailableError("nobody answers")

    monkeypatch.setattr(eventstore, "connect", Nobody)
    account = make_account()
    person = make_person(account, "k", name="李雷", remark="爱旗袍")
    found = [search(account, text).ids for text in ("李", "雷", "旗", "k")]
    assert found == [[person.pk], [], [person.pk], [person.pk]]
