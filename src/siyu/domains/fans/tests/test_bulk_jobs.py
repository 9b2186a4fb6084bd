"""Bulk tagging and untagging as jobs: progress, the way back, and going on after a worker died."""

from __future__ import annotations

from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

from siyu.domains.accounts.models import Membership
from siyu.domains.accounts.types import Desk
from siyu.domains.fans import jobs
from siyu.domains.fans.actions import tag_many as tagging
from siyu.domains.fans.actions import undo_bulk as undoing
from siyu.domains.fans.actions import untag_many as untagging
from siyu.domains.fans.actions.merge_persons import merge_on_evidence
from siyu.domains.fans.actions.tag_person import tag_person
from siyu.domains.fans.actions.undo_bulk import bulk_size, undo_bulk
from siyu.domains.fans.actions.untag_many import untag_many
from siyu.domains.fans.models import Person, PersonTag, Standing, Untagging
from siyu.domains.fans.queries.person_filters import PersonFilters
from siyu.domains.fans.tests.worlds import NOW, make_account, make_desk, make_person
from siyu.kernel import clock
from siyu.kernel.errors import Forbidden, Invalid
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.jobs import progress as progresses
from siyu.platform.jobs.progress import progress_of
from siyu.platform.outbox import relay

TAG = "老客"


@pytest.fixture
def desk(db: None, event_store: DuckStore, monkeypatch: pytest.MonkeyPatch) -> Desk:
    for module in (tagging, untagging, undoing, jobs):
        monkeypatch.setattr(module, "AT_ONCE", 3)
    desk = make_desk(make_account())
    for n in range(10):
        person = make_person(desk.account, f"p{n}")
        Standing.objects.create(account=desk.account, person=person, net_paid_fen=n, computed_at=NOW)
    return desk


def _queued(task: str) -> Any:
    """Call what was queued last the way a worker would."""
    found = DBTaskResult.objects.filter(task_path=f"siyu.domains.fans.jobs.{task}").order_by("-enqueued_at")[0]
    return lambda: getattr(jobs, task).call(*found.args_kwargs["args"], **found.args_kwargs["kwargs"])


def _wearing(desk: Desk) -> set[str]:
    return set(PersonTag.objects.of(desk.account).filter(tag__name=TAG).values_list("person__key", flat=True))


class _Killed(BaseException):
    """A worker that is gone."""


def _die_in_third_chunk(monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> None:
    real, calls = getattr(module, name), []

    def dying(*args: Any, **kwargs: Any) -> Any:
        calls.append(1)
        if len(calls) == 3:
            raise _Killed
        return real(*args, **kwargs)

    monkeypatch.setattr(module, name, dying)


@pytest.mark.parametrize("killed", [False, True])
def test_tagging_all_who_match_and_back(desk: Desk, monkeypatch: pytest.MonkeyPatch, killed: bool) -> None:
    tag_person(desk, Person.objects.of(desk.account).get(key="p9").pk, TAG)
    key = jobs.start_bulk(desk, TAG, PersonFilters(net_paid_min=1), taking_off=False)
    run = _queued("bulk_tag")
    if killed:
        with monkeypatch.context() as here:
            _die_in_third_chunk(here, tagging, "tag_batch")
            with pytest.raises(_Killed):
                run()
        assert 1 < len(_wearing(desk)) < 9
    run()
    told = progress_of(key, desk.account.pk)
    assert told is not None
    assert (told["state"], told["percent"], told["result"]["persons"]) == ("done", 100, 8)
    assert _wearing(desk) == {f"p{n}" for n in range(1, 10)}
    undo = jobs.start_undo(desk, told["result"]["undo_token"])
    assert undo.job_key is not None
    _queued("bulk_undo")()
    assert _wearing(desk) == {"p9"}
    after = progress_of(undo.job_key, desk.account.pk)
    assert after is not None
    assert (after["state"], after["result"]["persons"]) == ("done", 8)


@pytest.mark.parametrize("killed", [False, True])
def test_untagging_all_who_wear_and_back(
    desk: Desk, event_store: DuckStore, monkeypatch: pytest.MonkeyPatch, killed: bool
) -> None:
    """The filter is the tag itself: what a dead worker did no longer matches, yet the undo brings it back."""
    jobs.start_bulk(desk, TAG, PersonFilters(), taking_off=False)
    _queued("bulk_tag")()
    before = list(PersonTag.objects.of(desk.account).order_by("person").values_list("person", "tagged_at", "tagged_by"))
    key = jobs.start_bulk(desk, TAG, PersonFilters(tags=(TAG,)), taking_off=True)
    run = _queued("bulk_tag")
    if killed:
        with monkeypatch.context() as here:
            _die_in_third_chunk(here, untagging, "untag_batch")
            with pytest.raises(_Killed):
                run()
        assert 0 < len(_wearing(desk)) < 10
    run()
    told = progress_of(key, desk.account.pk)
    assert told is not None
    assert (_wearing(desk), told["result"]["persons"], told["result"]["taking_off"]) == (set(), 10, True)
    token = told["result"]["undo_token"]
    jobs.start_undo(desk, token)
    undo = _queued("bulk_undo")
    if killed:
        with monkeypatch.context() as here:
            _die_in_third_chunk(here, undoing, "_restore")
            with pytest.raises(_Killed):
                undo()
        assert 0 < len(_wearing(desk)) < 10
    undo()
    after = list(PersonTag.objects.of(desk.account).order_by("person").values_list("person", "tagged_at", "tagged_by"))
    assert after == before
    assert bulk_size(desk, token) == 0
    assert jobs.start_undo(desk, token).persons == 0
    relay.deliver_all()
    facts = event_store.query("SELECT kind, count(*) AS n, count(DISTINCT person) AS p FROM facts GROUP BY ALL")
    assert {row["kind"]: (row["n"], row["p"]) for row in facts.to_pylist()} == {80: (20, 10), 81: (10, 10)}


def test_progress_is_told_on_the_way(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progresses, "_EVERY", 0.0)
    told: list[tuple[int, int]] = []
    real = progresses.Progress.advance

    def listening(self: progresses.Progress, done: int, total: int | None = None) -> None:
        told.append((done, total or 0))
        real(self, done, total)

    monkeypatch.setattr(progresses.Progress, "advance", listening)
    jobs.start_bulk(desk, TAG, PersonFilters(), taking_off=False)
    _queued("bulk_tag")()
    assert told == [(3, 10), (6, 10), (9, 10), (10, 10)]


def test_who_lost_the_right_meanwhile_is_refused_in_words(desk: Desk) -> None:
    key = jobs.start_bulk(desk, TAG, PersonFilters(), taking_off=False)
    Membership.objects.filter(user=desk.user).update(role="host")
    _queued("bulk_tag")()
    told = progress_of(key, desk.account.pk)
    assert told is not None
    assert (told["state"], _wearing(desk)) == ("failed", set())
    with pytest.raises(Forbidden):
        jobs.start_bulk(make_desk(desk.account, "host"), TAG, PersonFilters(), taking_off=True)


def test_a_merge_between_untagging_and_undo_hands_the_tag_on(desk: Desk) -> None:
    people = list(Person.objects.of(desk.account).order_by("pk")[:3])
    tag_person(desk, people[1].pk, TAG)
    batch = untag_many(desk, TAG, ids=[person.pk for person in people])
    assert (batch.persons, _wearing(desk)) == (1, set())
    merge_on_evidence(desk.account, people[0].pk, people[1].pk, reason="test")
    merge_on_evidence(desk.account, people[2].pk, people[0].pk, reason="test")
    assert undo_bulk(desk, batch.undo_token).persons == 1
    worn = {row.person.key: row.inherited for row in PersonTag.objects.of(desk.account).select_related("person")}
    assert worn == {"p1": False, "p0": True, "p2": True}


def test_an_undo_belongs_to_its_account_and_ends_after_days(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    tag_person(desk, Person.objects.of(desk.account).get(key="p1").pk, TAG)
    batch = untag_many(desk, TAG, filters=PersonFilters())
    with pytest.raises(Invalid):
        undo_bulk(make_desk(make_account("other")), batch.undo_token)
    later = clock.now() + 8 * (clock.from_ms(86_400_000) - clock.from_ms(0))
    monkeypatch.setattr(clock, "now", lambda: later)
    untag_many(desk, TAG, filters=PersonFilters())
    assert not Untagging.objects.of(desk.account).exists()
