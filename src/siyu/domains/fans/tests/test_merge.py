"""A split takes a merge back to the last row and fact, in any order of any chain."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from siyu.domains.accounts.models import Account
from siyu.domains.accounts.types import Desk
from siyu.domains.fans.actions.decide_review import decide_review
from siyu.domains.fans.actions.merge_persons import merge_on_evidence, merge_persons
from siyu.domains.fans.actions.set_remark import set_remark
from siyu.domains.fans.actions.tag_person import tag_person
from siyu.domains.fans.actions.undo_merge import split, undo_merge
from siyu.domains.fans.actions.untag_person import untag_person
from siyu.domains.fans.errors import AlreadyDecided, MergeRefused
from siyu.domains.fans.models import Identity, MatchReview, Merge, Person, PersonTag, Standing
from siyu.domains.fans.queries.access import living_person
from siyu.domains.fans.queries.person_page import person_page
from siyu.domains.fans.tests.worlds import NOW, Fact, home, make_account, make_desk, make_person, table
from siyu.kernel.errors import Forbidden, NotFound
from siyu.platform import eventstore
from siyu.platform.audit.models import AuditEntry
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.outbox import relay
from siyu.platform.outbox.statement import state, state_facts

KEYS = "abcde"


def _rows(account: Account) -> dict[str, Any]:
    """Everything about persons but the log of merges."""
    return {
        "persons": list(Person.objects.of(account).order_by("pk").values()),
        "identities": list(Identity.objects.of(account).order_by("pk").values()),
        "tags": list(PersonTag.objects.of(account).order_by("pk").values()),
        "standings": list(Standing.objects.of(account).order_by("pk").values(*_FIGURES)),
    }


_FIGURES = ("pk", "orders", "net_paid_fen", "tier", "stage", "last_order_at", "tier_base_fen")


def _facts() -> list[dict[str, Any]]:
    facts = eventstore.connect().query("SELECT * FROM facts ORDER BY event_id").to_pylist()
    mirror = eventstore.connect().query("SELECT * FROM persons ORDER BY account, person").to_pylist()
    return facts + mirror


def _order(account: Account, person: Person, name: str, amount: int, identity: int | None = None) -> None:
    at = NOW - timedelta(days=amount % 300)
    fact = Fact(person.pk, "order.paid", at, amount, name, identity=identity or home(person))
    with transaction.atomic():
        state_facts(account.pk, table(account, [fact]))


class AnyChain(TestCase):
    """Merges in random order, taken back in random order, with things happening in between."""

    def setUp(self) -> None:
        self.store = DuckStore()
        eventstore.use(self.store)

    def tearDown(self) -> None:
        eventstore.use(None)
        self.store.close()

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(seed=st.integers(0, 10**9), merges=st.integers(1, 4))
    def test_split_of_merge_is_identity(self, seed: int, merges: int) -> None:
        self.tearDown()
        self.setUp()
        rng, account = random.Random(seed), make_account()
        desk = make_desk(account)
        people = [_someone(rng, desk, key) for key in KEYS]
        relay.deliver_all()
        rows, facts = _rows(account), _facts()
        made = [_merge_two(rng, account) for _ in range(merges)]
        relay.deliver_all()
        late = [(person, home_before) for person, home_before in ((p, _home_of(rows, p)) for p in people)]
        if rng.random() < 0.5:  # an order arrives under an identity that moved, and goes home with it
            person, identity = rng.choice(late)
            _order(account, living_person(account, person.pk), "late", 12_300, identity)
            relay.deliver_all()
        rng.shuffle(made)
        for merge in made:
            split(account, merge, by=None, review_state="dismissed")
            if rng.random() < 0.5:
                relay.deliver_all()
        relay.deliver_all()
        late_facts = (
            eventstore.connect().query("SELECT person, identity FROM facts WHERE object_id = 'late'").to_pylist()
        )
        for fact in late_facts:
            assert fact["person"] == next(p.pk for p, identity in late if identity == fact["identity"])
        if not late_facts:
            assert _rows(account) == rows
            assert _facts() == facts
        else:
            assert {k: v for k, v in _rows(account).items() if k != "standings"} == {
                k: v for k, v in rows.items() if k != "standings"
            }
            known = {str(fact.get("event_id")) for fact in facts}  # the late order may have changed a tier besides
            assert [fact for fact in _facts() if str(fact.get("event_id")) in known] == facts


def _someone(rng: random.Random, desk: Desk, key: str) -> Person:
    account = desk.account
    fields = {name: rng.choice(["", f"{name} {key}"])[:5] for name in ("name", "city", "remark", "birthday_md")}
    person = make_person(account, key, **fields)
    for tag in rng.sample(["x", "y", "z"], rng.randrange(3)):
        tag_person(desk, person.pk, tag)
    for n in range(rng.randrange(3)):
        _order(account, person, f"{key}{n}", rng.randrange(1, 400_000))
    with transaction.atomic():
        state("persons.changed", account.pk, persons=[person.pk])
    return person


def _merge_two(rng: random.Random, account: Account) -> int:
    a, b = rng.sample(sorted(Person.objects.of(account).filter(merged_into=None).values_list("pk", flat=True)), 2)
    if rng.random() < 0.3:
        relay.deliver_all()
    return int(merge_on_evidence(account, a, b, reason="test").pk)


def _home_of(rows: dict[str, Any], person: Person) -> int:
    return min(row["id"] for row in rows["identities"] if row["person_id"] == person.pk)


@pytest.fixture
def account(db: None, event_store: DuckStore) -> Account:
    return make_account()


def test_the_survivor_shows_both_and_everything_follows(account: Account, event_store: DuckStore) -> None:
    desk = make_desk(account)
    a = make_person(account, "a", name="", city="杭州", remark="爱旗袍")
    b = make_person(account, "b", channel="douyin", city="上海", remark="周末送货")
    tag_person(desk, a.pk, "老客")
    tag_person(desk, b.pk, "老客")
    tag_person(desk, b.pk, "旗袍")
    _order(account, a, "o1", 200_000)
    _order(account, b, "o2", 150_000)
    merge = merge_persons(desk, a.pk, b.pk, "同一手机号")
    relay.deliver_all()
    page = person_page(account, a.pk)
    assert (page.name, page.city, page.remark) == ("b", "杭州", "爱旗袍\n周末送货")
    assert [(tag.name, tag.inherited) for tag in page.tags] == [("旗袍", True), ("老客", False)]
    assert [one.came_with for one in page.identities] == [None, merge.pk]
    assert (page.figures.orders, page.figures.net_paid_fen, page.tier.step and page.tier.step.code) == (
        2,
        350_000,
        "super",
    )
    assert [(m.absorbed_id, m.reason) for m in page.merges] == [(b.pk, "同一手机号")]
    assert living_person(account, b.pk).pk == a.pk
    worn = event_store.query("SELECT DISTINCT person FROM facts").to_pylist()
    assert worn == [{"person": a.pk}]
    assert event_store.query("SELECT * FROM facts WHERE kind = 82").num_rows == 0
    undo_merge(desk, merge.pk)
    relay.deliver_all()
    assert person_page(account, b.pk).figures.net_paid_fen == 150_000
    acts = list(AuditEntry.objects.filter(account_id=account.pk).order_by("pk").values_list("act", flat=True))
    assert acts[-2:] == ["persons.merged", "merge.undone"]


def test_what_staff_edit_while_merged_stays(account: Account) -> None:
    desk = make_desk(account)
    a, b = make_person(account, "a", remark="eins"), make_person(account, "b", remark="zwei")
    merge = merge_persons(desk, a.pk, b.pk)
    set_remark(desk, b.pk, "drei")
    undo_merge(desk, merge.pk)
    assert [living_person(account, p.pk).remark for p in (a, b)] == ["drei", "zwei"]


def test_untagging_the_merged_untags_every_part(account: Account, event_store: DuckStore) -> None:
    desk = make_desk(account)
    a, b, c = (make_person(account, key) for key in "abc")
    tag_person(desk, b.pk, "旗袍")
    first = merge_persons(desk, a.pk, b.pk)
    second = merge_persons(desk, c.pk, a.pk)
    untag_person(desk, c.pk, "旗袍")
    undo_merge(desk, first.pk)
    undo_merge(desk, second.pk)
    relay.deliver_all()
    assert not PersonTag.objects.of(account).exists()
    told = event_store.query("SELECT person, kind FROM facts WHERE kind IN (80, 81) ORDER BY kind").to_pylist()
    assert told == [{"person": b.pk, "kind": 80}, {"person": b.pk, "kind": 81}]


def test_refusals(account: Account) -> None:
    desk, support = make_desk(account), make_desk(account, "support")
    a, b = make_person(account, "a"), make_person(account, "b")
    stranger = make_person(make_account("other"), "s")
    with pytest.raises(Forbidden):
        merge_persons(support, a.pk, b.pk)
    with pytest.raises(NotFound):
        merge_persons(desk, a.pk, stranger.pk)
    with pytest.raises(MergeRefused) as refused:
        merge_persons(desk, a.pk, a.pk)
    assert refused.value.data["why"] == "same_person"
    merge = merge_persons(desk, a.pk, b.pk)
    with pytest.raises(MergeRefused):
        merge_persons(desk, a.pk, b.pk)
    with pytest.raises(MergeRefused) as refused:
        merge_on_evidence(account, a.pk, b.pk, reason="late")
    assert refused.value.data["why"] == "merged_away"
    with pytest.raises(NotFound):
        undo_merge(make_desk(make_account("third")), merge.pk)
    with pytest.raises(Forbidden):
        undo_merge(support, merge.pk)
    undo_merge(desk, merge.pk)
    with pytest.raises(MergeRefused) as refused:
        undo_merge(desk, merge.pk)
    assert refused.value.data["why"] == "undone_already"


def test_reviews_are_decided_once_and_can_be_reopened(account: Account) -> None:
    desk = make_desk(account)
    a, b = make_person(account, "a"), make_person(account, "b")
    review = MatchReview.objects.create(account=account, first=a, second=b, reason="same_name", found_at=NOW)
    decide_review(desk, review.pk, "merge", survivor_id=b.pk)
    assert living_person(account, a.pk).pk == b.pk
    with pytest.raises(AlreadyDecided):
        decide_review(desk, review.pk, "dismiss")
    decide_review(desk, review.pk, "undo")
    review.refresh_from_db(from_queryset=MatchReview.objects.of(account))
    assert (review.state, review.decided_by_id) == ("open", None)
    assert living_person(account, a.pk).pk == a.pk
    decide_review(desk, review.pk, "merge")
    undo_merge(desk, Merge.objects.of(account).get(undone_at=None).pk)
    assert MatchReview.objects.of(account).get().state == "dismissed"
    decide_review(desk, review.pk, "undo")
    assert MatchReview.objects.of(account).get().state == "open"
    with pytest.raises(NotFound):
        decide_review(make_desk(make_account("other")), review.pk, "merge")


def test_facts_that_come_late_under_an_old_owner_are_set_right(account: Account, event_store: DuckStore) -> None:
    a, b = make_person(account, "a"), make_person(account, "b")
    identity = home(b)
    merge_on_evidence(account, a.pk, b.pk, reason="test")
    relay.deliver_all()
    _order(account, b, "late", 5_000, identity)  # stated by someone who looked b up before the merge
    relay.deliver_all()
    assert event_store.query("SELECT person FROM facts WHERE kind = 43")["person"].to_pylist() == [a.pk]
    assert Standing.objects.of(account).get(pk=a.pk).orders == 1
