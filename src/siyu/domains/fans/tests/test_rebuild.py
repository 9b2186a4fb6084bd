"""Standings follow the facts: rebuilding some as they change ends where rebuilding everyone ends."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from siyu.domains.accounts.models import Account
from siyu.domains.fans.actions import standing_table
from siyu.domains.fans.actions.merge_persons import merge_on_evidence
from siyu.domains.fans.actions.rebuild_standings import rebuild_standings
from siyu.domains.fans.actions.undo_merge import split
from siyu.domains.fans.conf import fans_conf
from siyu.domains.fans.models import Identity, Merge, Person, Ruler, Standing
from siyu.domains.fans.rules import cut_points, quintile, score, stage_of
from siyu.domains.fans.tests import oracle
from siyu.domains.fans.tests.worlds import NOW, Fact, home, make_account, make_person, random_facts, table, tell
from siyu.platform import eventstore
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.outbox import relay
from siyu.platform.outbox.statement import state, state_facts

pytestmark = pytest.mark.django_db


def _rows(account: Account) -> list[dict[str, Any]]:
    return standing_table.kept_rows(account).sort("person").drop("computed_at").to_dicts()


def test_full_rebuild_is_brute_force(event_store: DuckStore) -> None:
    account, other = make_account(), make_account("other")
    persons = [make_person(account, f"p{n}").pk for n in range(40)]
    stranger = make_person(other, "x").pk
    facts = random_facts(random.Random(3), persons, 300)
    tell(account, facts)
    tell(other, random_facts(random.Random(4), [stranger], 20))
    conf = fans_conf(account)
    done = rebuild_standings(account, as_of=NOW)
    assert (done.persons, done.changed, done.tier_changes) == (40, 40, 0)
    expected = oracle.figures(facts, persons, NOW, account.time_zone, conf)
    typical = Ruler.objects.get(pk=account.pk).typical_days
    for person, row in expected.items():
        kept = Standing.objects.of(account).get(pk=person)
        for name in row.keys() - {"intimacy", "days_since_last_order"}:
            assert (name, getattr(kept, name)) == (name, row[name])
        assert kept.stage == stage_of(row["orders"], row["days_since_last_order"], typical, conf)
    assert not Standing.objects.of(other).exists()
    assert rebuild_standings(account, as_of=NOW).changed == 0


@pytest.mark.parametrize("seed", range(12))
def test_incremental_ends_where_full_ends(event_store: DuckStore, seed: int) -> None:
    """Facts, refunds, merges and splits told bit by bit; then everyone anew with the same ruler: nothing changes."""
    rng, account = random.Random(seed), make_account()
    persons = [make_person(account, f"p{n}", city="杭州") for n in range(12)]
    identities = {person.pk: home(person) for person in persons}
    facts = random_facts(rng, list(identities), 120)
    tell(account, [_known(fact, identities) for fact in facts[:60]])
    rebuild_standings(account)
    ruler = Ruler.objects.filter(pk=account.pk).values().get()
    for start in range(60, 120, 10):
        with transaction.atomic():
            for fact in facts[start : start + 10]:
                owner = Identity.objects.of(account).get(pk=identities[fact.person]).person_id
                known = _known(fact, identities)
                known.person = owner
                state_facts(account.pk, table(account, [known]))
        _merge_or_split(rng, account)
        relay.deliver_all()
    Ruler.objects.filter(pk=account.pk).update(**{**ruler, "drift": 0})
    alive = list(Person.objects.of(account).filter(merged_into=None).values_list("pk", flat=True))
    rebuild_standings(account, alive)
    incremental = _rows(account)
    Standing.objects.of(account).delete()
    rebuild_standings(account, alive)
    assert [row["person"] for row in incremental] == sorted(alive)
    assert _rows(account) == incremental
    fresh_ruler = rebuild_standings(account)
    assert fresh_ruler.persons == len(alive)


def _known(fact: Fact, identities: dict[int, int]) -> Fact:
    return Fact(**{**vars(fact), "identity": identities[fact.person]})


def _merge_or_split(rng: random.Random, account: Account) -> None:
    merges = list(Merge.objects.of(account).filter(undone_at=None))
    if merges and rng.random() < 0.4:
        split(account, rng.choice(merges).pk, by=None, review_state="dismissed")
        return
    a, b = rng.sample(list(Person.objects.of(account).filter(merged_into=None).values_list("pk", flat=True)), 2)
    merge_on_evidence(account, a, b, reason="test")


def test_full_and_kept_ruler_agree(event_store: DuckStore) -> None:
    account = make_account()
    persons = [make_person(account, f"p{n}").pk for n in range(60)]
    tell(account, random_facts(random.Random(9), persons, 500))
    rebuild_standings(account, as_of=NOW)
    full = _rows(account)
    Standing.objects.of(account).delete()
    rebuild_standings(account, persons, as_of=NOW)
    assert _rows(account) == full


def test_a_refund_lowers_the_tier_when_its_grace_has_closed(event_store: DuckStore) -> None:
    account = make_account()
    person = make_person(account, "ming")
    bought, back = NOW - timedelta(days=20), NOW - timedelta(days=5)
    tell(
        account,
        [Fact(person.pk, "order.paid", bought, 300_000, "o1"), Fact(person.pk, "order.refunded", back, 1, "o1")],
    )
    rebuild_standings(account, as_of=NOW)
    kept = Standing.objects.of(account).get(pk=person.pk)
    assert (kept.tier, kept.net_paid_fen, kept.tier_base_fen) == ("super", 299_999, 300_000)
    assert kept.grace_ends_at == back + timedelta(days=7)
    done = rebuild_standings(account, as_of=kept.grace_ends_at)
    assert done.tier_changes == 1
    assert Standing.objects.of(account).get(pk=person.pk).tier == "gold"
    relay.deliver_all()
    told = event_store.query("SELECT person, identity, object_id, props FROM facts WHERE kind = 82").to_pylist()
    assert told == [{"person": person.pk, "identity": home(person), "object_id": "gold", "props": '{"old": "super"}'}]


def test_a_first_standing_changes_no_tier_but_a_first_order_does(event_store: DuckStore) -> None:
    account = make_account()
    person = make_person(account, "ming")
    with transaction.atomic():
        state("persons.changed", account.pk, persons=[person.pk])
    relay.deliver_all()
    assert Standing.objects.of(account).get(pk=person.pk).stage == "prospect"
    for _twice in range(2):
        with transaction.atomic():
            state_facts(
                account.pk, table(account, [Fact(person.pk, "order.paid", NOW - timedelta(days=300), 500, "o")])
            )
        relay.deliver_all()
    told = event_store.query("SELECT object_id, props FROM facts WHERE kind = 82").to_pylist()
    assert told == [{"object_id": "member", "props": '{"old": ""}'}]


def test_predictions_outlive_a_rebuild(event_store: DuckStore) -> None:
    import pyarrow as pa

    from siyu.domains.fans.actions.store_predictions import store_predictions

    account, other = make_account(), make_account("other")
    mine, hers = make_person(account, "a"), make_person(other, "b")
    for whose, person in ((account, mine), (other, hers)):
        tell(whose, [Fact(person.pk, "order.paid", NOW, 100, "o")])
        rebuild_standings(whose)
    columns = ("person", "p_alive", "expected_orders", "expected_value_fen")
    rows = [dict(zip(columns, (person.pk, 0.5, 1.25, 9900), strict=True)) for person in (mine, hers)]
    assert store_predictions(account, pa.Table.from_pylist(rows)) == 1
    tell(account, [Fact(mine.pk, "order.paid", NOW, 100, "o2")])
    rebuild_standings(account)
    kept = Standing.objects.of(account).get(pk=mine.pk)
    assert (kept.orders, kept.p_alive, kept.expected_orders, kept.expected_value_fen) == (2, 0.5, 1.25, 9900)
    assert Standing.objects.of(other).get(pk=hers.pk).p_alive is None
    store_predictions(account, pa.Table.from_pylist(rows[1:]))
    assert Standing.objects.of(account).get(pk=mine.pk).p_alive is None


@settings(max_examples=300, deadline=None)
@given(values=st.lists(st.integers(-5, 30), max_size=60), other=st.integers(-6, 31))
def test_cut_points_score_as_ranks_do(values: list[int], other: int) -> None:
    cuts = cut_points(values)
    for value in values:
        assert score(value, cuts) == quintile(sum(one < value for one in values), len(values))
    assert 1 <= score(other, cuts) <= 5
    assert cuts == sorted(cuts, key=lambda cut: (cut is None, cut))


def test_an_account_of_merged_away_people_only_shows_the_living(event_store: DuckStore) -> None:
    account = make_account()
    a, b = make_person(account, "a"), make_person(account, "b")
    tell(account, [])
    rebuild_standings(account)
    merge_on_evidence(account, a.pk, b.pk, reason="test")
    assert list(Standing.objects.of(account).values_list("pk", flat=True)) == [a.pk]
    rebuild_standings(account)  # the mirror has not heard yet
    assert list(Standing.objects.of(account).values_list("pk", flat=True)) == [a.pk]
    relay.deliver_all()
    assert eventstore.connect().query("SELECT person FROM persons")["person"].to_pylist() == [a.pk]


def test_rows_read_as_they_were_written(event_store: DuckStore) -> None:
    account = make_account()
    person = make_person(account, "a")
    at = datetime(2026, 1, 2, 3, 4, 5, 678000, tzinfo=UTC)
    tell(account, [Fact(person.pk, "order.paid", at, 100, "o"), Fact(person.pk, "order.paid", NOW, 100, "p")])
    rebuild_standings(account, as_of=NOW)
    kept = Standing.objects.of(account).get(pk=person.pk)
    assert (kept.first_order_at, kept.last_order_at, kept.computed_at) == (at, NOW, NOW)
    kept.save()  # Django writes it in its own way; nothing must look changed
    assert rebuild_standings(account, as_of=NOW).changed == 0
    assert isinstance(standing_table.kept_rows(account), pl.DataFrame)
