"""Many at once: the last of an item, the last of a chain, numbers, one member with two taps, a cap that sinks."""

from __future__ import annotations

import pytest

from siyu.domains.chains.actions.edit_chain import edit_chain
from siyu.domains.chains.actions.move_chain import move_chain
from siyu.domains.chains.actions.withdraw_entry import withdraw_entry
from siyu.domains.chains.models import Chain, ChainEntry
from siyu.domains.chains.tests.worlds import CAKE, items_of, make, member_in, sight_of, sums_hold, take, world
from siyu.domains.chains.types import ChainForm, ItemForm
from siyu.platform.testing.rivals import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("_round", range(3))
def test_the_last_of_an_item_is_taken_once(_round: int) -> None:
    _desk, group, chain = world(items=(ItemForm("茶", cap=3), CAKE))
    people = [member_in(group, f"m{n}") for n in range(8)]
    answers = refusals(at_once([lambda user=user: take(user, chain, 1, 1) for user in people]))
    assert answers == [""] * 3 + ["not_enough_left"] * 5
    sums_hold(chain)
    numbers = ChainEntry.objects.of(chain.account_id).filter(chain=chain).values_list("number", flat=True)
    assert sorted(numbers) == [1, 2, 3]


@pytest.mark.parametrize("_round", range(2))
def test_the_last_of_the_whole_chain_is_taken_once(_round: int) -> None:
    _desk, group, chain = world(items=(ItemForm("茶"), CAKE), cap=5)
    people = [member_in(group, f"m{n}") for n in range(7)]
    answers = refusals(at_once([lambda user=user, n=n: take(user, chain, n % 2, 1) for n, user in enumerate(people)]))
    assert set(answers) == {"", "not_enough_left"}
    sums_hold(chain)


@pytest.mark.parametrize("_round", range(2))
def test_one_member_who_taps_many_times_has_one_entry(_round: int) -> None:
    _desk, group, chain = world()
    mei = member_in(group)
    assert refusals(at_once([lambda: take(mei, chain, 2, 1)] * 6)) == [""] * 6
    assert ChainEntry.objects.of(chain.account_id).filter(chain=chain).count() == 1
    sums_hold(chain)


def test_joining_changing_withdrawing_and_a_sinking_cap_agree() -> None:
    desk, group, chain = world(items=(ItemForm("茶", cap=6), CAKE))
    people = [member_in(group, f"m{n}") for n in range(4)]
    for user in people[:2]:
        take(user, chain, 2, 1)
    tea, cake = items_of(chain)
    form = ChainForm("茶叶团购", (ItemForm("茶", cap=4, id=tea), ItemForm("绿豆糕", id=cake)))
    answers = at_once(
        [
            lambda: take(people[0], chain, 4, 0),
            lambda: withdraw_entry(people[1], group.public_id, chain.public_id),
            lambda: take(people[2], chain, 2, 1),
            lambda: take(people[3], chain, 3, 0),
            lambda: edit_chain(sight_of(desk.user, chain), form),
        ]
    )
    assert set(refusals(answers)) <= {"", "not_enough_left", "invalid"}
    sums_hold(chain)


def test_nobody_joins_behind_a_closed_door() -> None:
    desk, group, chain = world()
    people = [member_in(group, f"m{n}") for n in range(4)]
    acts = [lambda user=user: take(user, chain, 1) for user in people]
    answers = at_once([*acts, lambda: move_chain(sight_of(desk.user, chain), "close")])
    assert set(refusals(answers)) <= {"", "chain_over"}
    assert Chain.objects.of(chain.account_id).get(pk=chain.pk).state == "closed"
    sums_hold(chain)


def test_a_form_that_arrives_many_times_makes_one_chain() -> None:
    desk, group, _chain = world()
    made = at_once([lambda: make(desk.user, group, nonce="n1")] * 5)
    assert refusals(made) == [""] * 5
    assert len({chain.pk for chain in made}) == 1
    assert Chain.objects.of(group.account_id).filter(group=group, nonce="n1").count() == 1
