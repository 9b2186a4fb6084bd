"""The fans list: every filter and order says what brute force says, page after page, forward and back."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from siyu.domains.accounts.models import Account
from siyu.domains.fans.actions.mirror_persons import mirror_persons
from siyu.domains.fans.errors import BadFilters
from siyu.domains.fans.models import Identity, Person, PersonTag, Standing, Tag
from siyu.domains.fans.queries import person_narrowing
from siyu.domains.fans.queries.identity_values import phone_value
from siyu.domains.fans.queries.person_filters import SORTS, PersonFilters, birthdays
from siyu.domains.fans.queries.person_list import count, matching_ids, page, stream
from siyu.domains.fans.rules import STAGES
from siyu.domains.fans.tests.worlds import NOW, add_identity, make_account, make_person
from siyu.kernel import clock
from siyu.platform.eventstore.duck import DuckStore

pytestmark = pytest.mark.django_db
TIERS = ("", "member", "silver", "super")


@pytest.fixture
def account(event_store: DuckStore) -> Account:
    rng, account = random.Random(11), make_account()
    tags = [Tag.objects.create(account=account, name=name, created_at=NOW) for name in ("旗袍", "老客")]
    for n in range(60):
        person = make_person(
            account, f"p{n}", rng.choice(["taobao", "douyin"]), name=rng.choice(["小红", "小明", "Ann"]) + str(n)
        )
        for tag in tags:
            if rng.random() < 0.4:
                PersonTag.objects.create(account=account, person=person, tag=tag, tagged_at=NOW)
        orders = rng.choice([0, 0, 1, 1, 2, 3])
        scores = dict.fromkeys(("rfm_r", "rfm_f", "rfm_m"), None) if not orders else {
            name: rng.randrange(1, 6) for name in ("rfm_r", "rfm_f", "rfm_m")
        }  # fmt: skip
        Standing.objects.create(
            account=account, person=person, orders=orders, net_paid_fen=rng.choice([0, 100, 100, 5000, 5000, 70000]),
            last_order_at=NOW - timedelta(days=rng.choice([1, 1, 40, 41, 400])) if orders else None,
            tier=rng.choice(TIERS), stage=rng.choice(STAGES), computed_at=NOW, **scores,
        )  # fmt: skip
    _others()
    mirror_persons(account)
    return account


def _others() -> None:
    other = make_account("other")
    for n in range(5):
        person = make_person(other, f"p{n}", name="小红")
        Standing.objects.create(
            account=other, person=person, orders=1, net_paid_fen=5000, tier="super", computed_at=NOW
        )


def _brute(account: Account, f: PersonFilters) -> list[int]:
    found = []
    for person in Person.objects.of(account).select_related("standing"):
        s: Any = person.standing
        tags = set(PersonTag.objects.of(account).filter(person=person).values_list("tag__name", flat=True))
        channels = set(Identity.objects.of(account).filter(person=person).values_list("channel", flat=True))
        day = clock.local_day(s.last_order_at, account.time_zone) if s.last_order_at else None
        checks = [
            not f.search or f.search in person.name or f.search in person.key,
            not f.tier or s.tier == (f.tier if f.tier != "none" else ""),
            not f.stage or s.stage == f.stage,
            not f.channel or f.channel in channels,
            set(f.tags) <= tags,
            *(not wanted or getattr(s, n) in wanted for n, wanted in (("rfm_r", f.rfm_r), ("rfm_f", f.rfm_f))),
            f.net_paid_min is None or s.net_paid_fen >= f.net_paid_min,
            f.net_paid_max is None or s.net_paid_fen <= f.net_paid_max,
            f.orders_min is None or s.orders >= f.orders_min,
            f.orders_max is None or s.orders <= f.orders_max,
            f.last_order_from is None or (day is not None and day >= f.last_order_from),
            f.last_order_to is None or (day is not None and day <= f.last_order_to),
        ]
        if all(checks):
            found.append(person)
    return [person.pk for person in _sorted(found, f.sort)]


def _sorted(people: list[Any], sort: str) -> list[Any]:
    down = sort.startswith("-")
    value = {
        "net_paid": lambda p: p.standing.net_paid_fen, "orders": lambda p: p.standing.orders,
        "last_order": lambda p: p.standing.last_order_at, "newest": lambda p: 0,
    }[sort.lstrip("-")]  # fmt: skip
    real = sorted((p for p in people if value(p) is not None), key=lambda p: (value(p), p.pk), reverse=down)
    return real + sorted((p for p in people if value(p) is None), key=lambda p: p.pk, reverse=down)


def _random_filters(rng: random.Random) -> PersonFilters:
    day = clock.local_day(NOW, "Asia/Shanghai")
    choices: dict[str, Any] = {
        "search": rng.choice(["小", "红", "明3", "Ann1", "p1", "zzz"]), "tier": rng.choice([*TIERS[1:], "none"]),
        "stage": rng.choice(STAGES), "channel": rng.choice(["taobao", "douyin", "jd"]),
        "tags": rng.choice([("旗袍",), ("旗袍", "老客"), ("没有",)]), "rfm_r": rng.choice([(5,), (1, 2, 3)]),
        "rfm_f": (2, 3, 4), "net_paid_min": rng.choice([0, 100, 5000]), "net_paid_max": rng.choice([100, 5000]),
        "orders_min": rng.choice([0, 1]), "orders_max": 2, "last_order_from": day - timedelta(days=41),
        "last_order_to": day - timedelta(days=rng.choice([1, 40])),
    }  # fmt: skip
    picked = rng.sample(sorted(choices), rng.choice([0, 1, 1, 2, 2, 3]))
    return PersonFilters(**{name: choices[name] for name in picked}, sort=rng.choice(SORTS))


@pytest.mark.parametrize("sparse", [0, 2_000])
@pytest.mark.parametrize("seed", range(3))
def test_list_is_brute_force(account: Account, monkeypatch: pytest.MonkeyPatch, seed: int, sparse: int) -> None:
    """Both plans (few lead, order leads) of 45 random lists: forward, back, count and stream."""
    monkeypatch.setattr(person_narrowing, "SPARSE", sparse)
    rng = random.Random(seed)
    for _ in range(15):
        filters = _random_filters(rng)
        expected = _brute(account, filters)
        forward, cursors, cursor = [], [], None
        while True:
            found = page(account, filters, cursor, size=7)
            forward += [row.id for row in found.rows]
            assert (found.previous_cursor is None) == (cursor is None)
            cursors.append(found)
            cursor = found.next_cursor
            if cursor is None:
                break
        assert forward == expected, filters
        if len(cursors) > 1:
            back = page(account, filters, cursors[-1].previous_cursor, size=7)
            assert [row.id for row in back.rows] == [row.id for row in cursors[-2].rows]
            again = page(account, filters, back.next_cursor, size=7)
            assert [row.id for row in again.rows] == [row.id for row in cursors[-1].rows]
            assert (back.previous_cursor is None) == (len(cursors) == 2)
        assert (count(account, filters).number, count(account, filters).exact) == (len(expected), True)
        assert [row.id for row in stream(account, filters)] == expected
        assert list(matching_ids(account, filters)) == expected


def test_queries_do_not_grow_with_rows(account: Account) -> None:
    filters = PersonFilters(tags=("旗袍",), channel="taobao", rfm_r=(1, 2, 3, 4, 5), sort="-last_order")

    def queries(size: int) -> int:
        with CaptureQueriesContext(connection) as seen:
            page(account, filters, size=size)
        return len(seen)

    assert queries(1) == queries(5) == 7
    with CaptureQueriesContext(connection) as seen:
        page(account, PersonFilters())
    assert len(seen) == 4


def test_search_finds_by_identity_remark_and_phone(account: Account) -> None:
    person = make_person(account, "key-77", name="李雷", remark="喜欢真丝旗袍")
    Standing.objects.create(account=account, person=person, computed_at=NOW)
    mirror_persons(account)
    add_identity(person, "", phone_value("13812345678"), "phone")
    add_identity(person, "", "lei@example.com", "email")
    for text in (
        "李",
        "雷",
        "ＫＥＹ-77",
        "y-7",
        "真丝",
        "138 1234-5678",
        "+86 13812345678",
        "key-77",
        "LEI@example.com",
        "key-77@taobao",
    ):
        assert [row.id for row in page(account, PersonFilters(search=text)).rows] == [person.pk], text
    assert not page(account, PersonFilters(search="13812345679")).rows
    assert not page(make_account("third"), PersonFilters(search="13812345678")).rows
    assert not page(account, PersonFilters(search="%")).rows


def test_the_newest_need_no_standing(account: Account) -> None:
    person = make_person(account, "fresh")
    assert page(account, PersonFilters(sort="-newest")).rows[0].id == person.pk
    assert count(account, PersonFilters(sort="-newest")).number == 61


def test_filters_travel_as_json_and_as_query() -> None:
    filters = PersonFilters(search="a", tags=("x", "y"), rfm_r=(4, 5), net_paid_min=5, last_order_to=date(2026, 1, 2))
    assert PersonFilters.from_query(filters.to_query()) == filters
    query = QueryDict("search=a&tags=x&tags=y&rfm_r=5&rfm_r=4&net_paid_min=5&last_order_to=2026-01-02&page=3&tier=")
    assert PersonFilters.from_query(query) == filters
    assert not PersonFilters(sort="newest").narrowing
    for name, value in (("rfm_r", "6"), ("sort", "name"), ("stage", "asleep"), ("orders_min", "x"), ("birthday", "1")):
        with pytest.raises(BadFilters) as wrong:
            PersonFilters.from_query({name: value})
        assert wrong.value.data["field"] == name


def test_birthdays_and_arrivals(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2027, 2, 26, 4, tzinfo=UTC))
    for day in ("02-26", "02-29", "03-05"):
        person = make_person(account, day, birthday_md=day)
        Standing.objects.create(account=account, person=person, computed_at=NOW)
    found = page(account, PersonFilters(birthday="week"))
    assert sorted(row.key for row in found.rows) == ["02-26", "02-29"]
    assert birthdays(date(2028, 2, 26), 4) == ["02-26", "02-27", "02-28", "02-29"]
    assert len(page(account, PersonFilters(joined_from=date(2026, 6, 16))).rows) == 0
    assert count(account, PersonFilters(joined_from=date(2026, 6, 15))).number == 63


def test_a_count_stops_at_its_limit(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("siyu.domains.fans.queries.person_list.COUNT_LIMIT", 10)
    found = count(account, PersonFilters())
    assert (found.number, found.exact) == (10, False)
    with pytest.raises(ValueError, match="cursor"):
        page(account, PersonFilters(), "bm9uc2Vuc2U")
