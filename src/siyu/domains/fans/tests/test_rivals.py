"""Two members of staff at once: merges never cross, whatever the database."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from siyu.domains.fans.actions.decide_review import decide_review
from siyu.domains.fans.actions.merge_persons import merge_on_evidence
from siyu.domains.fans.actions.undo_merge import split
from siyu.domains.fans.models import Identity, MatchReview, Merge, Person
from siyu.domains.fans.tests.worlds import NOW, make_account, make_desk, make_person
from siyu.kernel.errors import SiyuError

pytestmark = pytest.mark.django_db(transaction=True)


def _together(*acts: Callable[[], object]) -> list[str]:
    """Run the acts in threads that start at once; the codes of their refusals, empty for success."""
    gate, answers = threading.Barrier(len(acts)), [""] * len(acts)

    def run(number: int, act: Callable[[], object]) -> None:
        gate.wait()
        try:
            act()
        except SiyuError as refused:
            answers[number] = refused.code
        except Exception as broken:  # noqa: BLE001 - shown by the assertion
            answers[number] = repr(broken)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n, act)) for n, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


@pytest.mark.parametrize("_round", range(5))
def test_one_of_two_crossing_merges_wins(_round: int) -> None:
    account = make_account()
    a, b = make_person(account, "a").pk, make_person(account, "b").pk
    answers = _together(
        lambda: merge_on_evidence(account, a, b, reason="one"), lambda: merge_on_evidence(account, b, a, reason="two")
    )
    assert answers == ["", "merge_refused"]
    assert Person.objects.of(account).filter(merged_into=None).count() == 1
    owners = set(Identity.objects.of(account).values_list("person_id", flat=True))
    assert owners == set(Person.objects.of(account).filter(merged_into=None).values_list("pk", flat=True))


@pytest.mark.parametrize("_round", range(5))
def test_a_person_goes_to_one_survivor_only(_round: int) -> None:
    account = make_account()
    a, b, c = (make_person(account, key).pk for key in "abc")
    answers = _together(
        lambda: merge_on_evidence(account, a, b, reason="one"), lambda: merge_on_evidence(account, c, b, reason="two")
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
    assert _together(undo, undo) == ["", "merge_refused"]
    review = MatchReview.objects.create(account=account, first=a, second=b, reason="same_name", found_at=NOW)
    answers = _together(
        lambda: decide_review(desk, review.pk, "merge"), lambda: decide_review(desk, review.pk, "dismiss")
    )
    assert answers == ["", "already_decided"]
