"""An explanation always agrees with membership, and says what was found."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from siyu.domains.accounts.models import Account
from siyu.domains.fans.models import Person
from siyu.domains.segments.models import Segment
from siyu.domains.segments.queries import membership
from siyu.domains.segments.tests.worlds import ACCOUNT, DAYS, START, fill, make_world, random_tree
from siyu.platform.eventstore.duck import DuckStore

AS_OF = START + timedelta(days=DAYS - 10)


@pytest.fixture
def account(db: None) -> Account:
    return Account.objects.create(pk=ACCOUNT, slug="qipao", name="Qipao", time_zone="America/New_York")


@pytest.fixture
def world(account: Account, event_store: DuckStore) -> Any:
    world = make_world(5, 60, account.time_zone)
    fill(event_store, world)
    now = datetime.now(UTC)
    Person.objects.bulk_create(
        Person(pk=pk, account=account, key=known["key"], created_at=now) for pk, known in world.persons.items()
    )
    for slug, tree in world.saved.items():
        Segment.objects.create(account=account, slug=slug, name=slug, tree=tree, created_at=now, updated_at=now)
    return world


def test_explanations_agree_with_membership(account: Account, world: Any) -> None:
    rng = random.Random(11)
    oracle = world.at(AS_OF)
    for _ in range(25):
        tree = random_tree(rng, rng.choice((1, 2, 3, 4)))
        members = membership.members(account, tree, AS_OF, limit=None)
        assert {member.person_id for member in members.persons} == oracle.members(tree)
        assert membership.count(account, tree, AS_OF).count == len(members.persons)
        for pk in rng.sample(sorted(world.persons), 3):
            explained = membership.explain(account, tree, Person(pk=pk, account=account), AS_OF)
            assert explained.inside == oracle.holds(tree, pk), tree
            for reason in explained.because:
                assert reason.holds == oracle.holds(reason.condition, pk), reason
                assert reason.sentence
                assert reason.path


def test_pages_of_members_join_to_all(account: Account, world: Any) -> None:
    tree = {"not": {"tag": "nobody"}}
    found: list[int] = []
    cursor = None
    while True:
        page = membership.members(account, tree, AS_OF, limit=7, cursor=cursor)
        found += [member.person_id for member in page.persons]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert found == sorted(world.persons)
    with pytest.raises(ValueError, match="cursor"):
        membership.members(account, tree, AS_OF, cursor="WyJ4Il0")


def test_what_was_found_is_told(account: Account, world: Any) -> None:
    oracle = world.at(AS_OF)
    pk = max(world.persons, key=lambda pk: len(oracle.facts[pk]["order.paid"]))
    paid = oracle.facts[pk]["order.paid"]
    tree = {
        "all": [
            {"event": "order.paid", "count": {"gte": 2}},
            {"not": {"event": "order.paid", "sum_fen": {"gt": 10**9}, "count": {"lt": 1}}},
            {"attr": "orders", "gte": 1},
        ]
    }
    said = membership.explain(account, tree, Person(pk=pk, account=account), AS_OF).as_json()
    assert said["person"] == f"k{pk}"
    first, second, third = said["because"]
    assert (first["path"], first["found"], first["needed"]) == ("all[0]", len(paid), {"gte": 2})
    assert second["path"] == "all[1].not"
    assert second["found"] == {"count": len(paid), "sum_fen": sum(fact["amount_fen"] or 0 for fact in paid)}
    assert second["true"] is False
    assert third["found"] == oracle.standing[pk]["orders"]


def test_a_merged_person_answers_as_the_survivor(account: Account, world: Any) -> None:
    stub = Person.objects.create(pk=5000, account=account, key="gone", merged_into_id=3, created_at=datetime.now(UTC))
    assert membership.explain(account, {"tag": "vip"}, stub, AS_OF).key == "k3"


def test_changes_are_the_difference_of_two_dates(account: Account, world: Any) -> None:
    tree = {"event": "order.paid", "within_days": 30}
    since = AS_OF - timedelta(days=30)
    before, after = world.at(since).members(tree), world.at(AS_OF).members(tree)
    found = membership.changes(account, tree, since, AS_OF, n=3)
    assert (found.entered, found.left) == (len(after - before), len(before - after))
    assert {member.person_id for member in found.entered_sample} <= after - before
    assert len(found.left_sample) == min(3, found.left)


def test_samples_are_members_with_names(account: Account, world: Any) -> None:
    tree = {"channel": "taobao"}
    sampled = membership.sample(account, tree, 5, AS_OF)
    assert len(sampled) == 5
    assert {one.person_id for one in sampled} <= world.at(AS_OF).members(tree)
    assert sampled == membership.sample(account, tree, 5, AS_OF)
