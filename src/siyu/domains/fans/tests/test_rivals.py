"""Two members of staff at once: merges never cross, whatever the database."""

from __future__ import annotations

import pytest

from siyu.domains.fans.actions.decide_review import decide_review
from siyu.domains.fans.actions.merge_persons import merge_on_evidence
from siyu.domains.fans.actions.undo_merge import split
from siyu.domains.fans.models import Identity, MatchReview, Merge, Person
from siyu.domains.fans.tests.worlds import NOW, make_account, make_desk, make_person
from siyu.platform.testing.rivals import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("_round", range(5))
def test_one_of_two_crossing_merges_wins(_round: int) -> None:
    account = make_account()
    a, b = make_person(account, "a").pk, make_person(account, "b").pk
    answers = refusals(
        at_once(
            [
                lambda: merge_on_evidence(account, a, b, reason="one"),
                lambda: merge_on_evidence(account, b, a, reason="two"),
            ]
        )
    )
    assert answers == ["", "merge_refused"]
    assert Person.objects.of(account).filter(merged_into=None).count() == 1
    owners = set(Identity.objects.of(account).values_list("person_id", flat=True))
    assert owners == set(Person.objects.of(account).filter(merged_into=None).values_list("pk", flat=True))


@pytest.mark.parametrize("_round", range(5))
def test_a_person_goes_to_one_survivor_only(_round: int) -> None:
    account = make_account()
    a, b, c = (make_person(account, key).pk for key in "abc")
    answers = refusals(
        at_once(
            [
                lambda: merge_on_evidence(account, a, b, reason="one"),
                lambda: merge_on_evidence(account, c, b, reason="two"),
            ]
        )
    )
    assert answers == ["", "merge_refused"]
    assert Merge.objects.of(account).count() == 1


@pytest.mark.parametrize("_round", range(5))
def test_a_merge_is_undone_once_and_a_review_decided_once(_round: int) -> None:
    account = make_account()
    desk = make_desk(account)
    a, b = make_person(account, "a"), make_person(account, "b")
    merge = merge_on_evidence(account, a.pk, b.pk, reason="one").pk
    undo = lambda: split(account, merge, by=None, review_state="dismissed")  # noqa: E731
    assert refusals(at_once([undo, undo])) == ["", "merge_refused"]
    review = MatchReview.objects.create(account=account, first=a, second=b, reason="same_name", found_at=NOW)
    acts = [
        lambda: decide_review(desk, review.pk, "merge"),
        lambda: decide_review(desk, review.pk, "dismiss"),
    ]
    answers = refusals(at_once(acts))
    assert answers == ["", "already_decided"]
