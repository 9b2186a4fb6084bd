"""Starting, voting, ending: one vote a member, counts that are sums, and who may do what."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from siyu.domains.accounts.models import Account
from siyu.domains.accounts.types import Desk
from siyu.domains.chat.errors import MayNotSpeak
from siyu.domains.chat.models import Message
from siyu.domains.groups.actions.mute_member import mute_member
from siyu.domains.groups.actions.remove_member import remove_member
from siyu.domains.groups.models import Group
from siyu.domains.groups.queries.access import lead_as_member
from siyu.domains.groups.tests.worlds import make_desk, make_group, make_member, staff_lead
from siyu.domains.moderation.actions.edit_words import add_word
from siyu.domains.moderation.errors import RefusedText
from siyu.domains.moderation.models import Case
from siyu.domains.moderation.types import Reviewer, targets
from siyu.domains.polls.actions.cast_vote import cast_vote
from siyu.domains.polls.actions.close_poll import close_all_due, close_due, close_poll
from siyu.domains.polls.actions.remove_poll import remove_poll, restore_poll
from siyu.domains.polls.actions.start_poll import start_poll
from siyu.domains.polls.errors import PollOver, VotedAlready
from siyu.domains.polls.models import Pick, Poll, Vote
from siyu.domains.polls.queries.counting import counts_of, own_picks, view_of
from siyu.domains.polls.rules import tally
from siyu.domains.polls.tests.worlds import TEAS, fresh, make_poll, member_of
from siyu.domains.polls.types import PollForm
from siyu.kernel import clock
from siyu.kernel.errors import Forbidden, Invalid, NotFound
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.testing.realtime import Recorder

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(db: None, event_store: DuckStore) -> Desk:
    return make_desk()


@pytest.fixture
def group(desk: Desk) -> Group:
    return make_group(desk)


def _said(group: Group) -> list[str]:
    rows = Message.objects.filter(conversation=group.conversation, kind="system").order_by("seq")
    return [str(body.get("event")) for body in rows.values_list("body", flat=True)]


def test_a_poll_from_start_to_end(desk: Desk, group: Group, published: Recorder) -> None:
    mei, bo = member_of(group, "小美"), member_of(group, "阿波")
    poll = make_poll(mei, group)
    card = Message.objects.get(conversation=group.conversation, seq=poll.seq)
    assert (card.kind, card.body, card.text) == ("card", {"card": "poll", "id": poll.public_id}, poll.question)
    cast_vote(bo, group.public_id, poll.public_id, [2])
    cast_vote(mei, group.public_id, poll.public_id, [2])
    cast_vote(mei, group.public_id, poll.public_id, [3])
    assert counts_of(poll) == {1: 0, 2: 1, 3: 1}
    cast_vote(mei, group.public_id, poll.public_id, [2])
    drawn = [said.payload for said in published if said.event == "card"]
    assert [one["told"]["c2"] for one in drawn] == ["1 · 100%", "2 · 100%", "1 · 50%", "2 · 100%"]
    assert {one["seq"] for one in drawn} == {poll.seq}
    cast_vote(mei, group.public_id, poll.public_id, [2])  # the same again
    assert len([said for said in published if said.event == "card"]) == 4
    close_poll(lead_as_member(mei, group.public_id), poll)
    close_poll(lead_as_member(mei, group.public_id), poll)
    last = Message.objects.filter(conversation=group.conversation, kind="system").latest("seq")
    assert last.body == {"event": "poll.won", "question": poll.question, "won": "普洱", "votes": 2}
    assert _said(group).count("poll.won") == 1
    with pytest.raises(PollOver):
        cast_vote(bo, group.public_id, poll.public_id, [1])
    assert counts_of(poll) == {1: 0, 2: 2, 3: 0}
    view = view_of(fresh(desk, poll), bo)
    assert (view.voters, [bar.text for bar in view.winners], view.bars[1].percent) == (2, ["普洱"], 100)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"question": "  "}, "question"), ({"question": "长" * 101}, "question"), ({"choices": ("一",)}, "choices"),
        ({"choices": tuple(map(str, range(21)))}, "choices"), ({"choices": ("一", " 一 ")}, "choices"),
        ({"choices": ("长" * 61, "短")}, "choices"), ({"most": 0}, "most"), ({"most": 4}, "most"),
        ({"shows": "never"}, "shows"), ({"deadline": clock.now() - timedelta(days=1)}, "deadline"),
        ({"deadline": clock.now() + timedelta(days=200)}, "deadline"),
    ],
)  # fmt: skip
def test_what_is_no_poll(desk: Desk, group: Group, fields: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as wrong:
        start_poll(desk.user, group.public_id, PollForm(**{"question": "?", "choices": TEAS, **fields}))
    assert wrong.value.data["field"] == field
    assert not Poll.objects.of(desk.account).exists()


def test_the_same_form_twice_is_one_poll(desk: Desk, group: Group) -> None:
    mei, form = member_of(group), PollForm("?", TEAS)
    first = start_poll(mei, group.public_id, form, "n1")
    assert start_poll(mei, group.public_id, form, "n1") == first
    assert start_poll(mei, group.public_id, form, "n2") != first
    assert start_poll(desk.user, group.public_id, form, "n1") != first


def test_who_starts_closes_and_removes(desk: Desk, group: Group) -> None:
    mei, bo = member_of(group, "小美"), member_of(group, "阿波")
    Account.objects.filter(pk=desk.account.pk).update(settings={"groups": {"polls_by": "leaders"}})
    with pytest.raises(Forbidden):
        make_poll(mei, group)
    by_leader = make_poll(desk.user, group)
    Account.objects.filter(pk=desk.account.pk).update(settings={})
    poll = make_poll(mei, group)
    plain = lead_as_member(bo, group.public_id)
    for act in (close_poll, remove_poll, restore_poll):
        with pytest.raises(Forbidden):
            act(plain, poll)
    with pytest.raises(Forbidden):
        close_poll(lead_as_member(mei, group.public_id), by_leader)
    with pytest.raises(Forbidden):
        remove_poll(lead_as_member(mei, group.public_id), poll)
    lead = lead_as_member(desk.user, group.public_id)
    cast_vote(bo, group.public_id, poll.public_id, [1])
    remove_poll(lead, poll)
    for user in (mei, bo, desk.user):
        with pytest.raises(NotFound):
            cast_vote(user, group.public_id, poll.public_id, [1])
    restore_poll(lead, poll)
    assert counts_of(poll) == {1: 1, 2: 0, 3: 0}
    close_poll(lead, poll)


def test_strangers_the_removed_and_the_muted(desk: Desk, group: Group) -> None:
    mei, bo, out = member_of(group, "小美"), member_of(group, "阿波"), make_member("外人")
    poll = make_poll(mei, group)
    other = make_group(desk, "另一群")
    for act in (
        lambda: cast_vote(out, group.public_id, poll.public_id, [1]),
        lambda: make_poll(out, group),
        lambda: cast_vote(desk.user, other.public_id, poll.public_id, [1]),
    ):
        with pytest.raises(NotFound):
            act()
    mute_member(staff_lead(desk, group), bo.uid, 60)
    with pytest.raises(MayNotSpeak):
        make_poll(bo, group)
    cast_vote(bo, group.public_id, poll.public_id, [1])
    remove_member(staff_lead(desk, group), bo.uid)
    with pytest.raises(NotFound):
        cast_vote(bo, group.public_id, poll.public_id, [2])
    assert counts_of(poll) == {1: 1, 2: 0, 3: 0}


def test_a_vote_that_stays_as_it_is(desk: Desk, group: Group) -> None:
    mei = member_of(group)
    poll = make_poll(mei, group, changeable=False, most=2)
    cast_vote(mei, group.public_id, poll.public_id, [1, 2])
    cast_vote(mei, group.public_id, poll.public_id, [2, 1])
    with pytest.raises(VotedAlready):
        cast_vote(mei, group.public_id, poll.public_id, [1])
    for wrong in ([], [1, 2, 3], [4], [0]):
        with pytest.raises(Invalid):
            cast_vote(desk.user, group.public_id, poll.public_id, wrong)
    assert (own_picks(poll, mei), own_picks(poll, desk.user)) == ({1, 2}, None)
    assert not view_of(poll, mei).votes_now


def test_counts_stay_hidden_as_the_starter_wished(desk: Desk, group: Group) -> None:
    mei, bo = member_of(group, "小美"), member_of(group, "阿波")
    after, ended = make_poll(mei, group, shows="voted"), make_poll(mei, group, shows="closed")
    for poll in (after, ended):
        cast_vote(bo, group.public_id, poll.public_id, [1])
    for poll, who, counted in ((after, mei, False), (after, bo, True), (ended, mei, False), (ended, bo, False)):
        view = view_of(poll, who)
        assert view.counted == counted
        assert [bar.votes for bar in view.bars] == ([1, 0, 0] if counted else [0, 0, 0])
    close_poll(lead_as_member(mei, group.public_id), ended)
    assert view_of(fresh(desk, ended), mei).bars[0].votes == 1


def test_a_deadline_ends_it_once(desk: Desk, group: Group) -> None:
    mei, bo = member_of(group, "小美"), member_of(group, "阿波")
    poll = make_poll(mei, group, deadline=clock.now() + timedelta(hours=1))
    away = make_poll(mei, group, "没人投", deadline=clock.now() + timedelta(hours=1))
    cast_vote(mei, group.public_id, poll.public_id, [1])
    cast_vote(bo, group.public_id, poll.public_id, [2])
    assert not close_due(poll.public_id)
    lead = lead_as_member(desk.user, group.public_id)
    remove_poll(lead, away)
    with time_machine.travel(clock.now() + timedelta(hours=2), tick=False):
        with pytest.raises(PollOver):
            cast_vote(bo, group.public_id, poll.public_id, [1])
        assert not close_due(away.public_id)
        assert close_all_due() == 1
        assert not close_due(poll.public_id)
        restore_poll(lead, fresh_in(poll=away, group=group, desk=desk))
    assert fresh(desk, poll).closed_at == poll.deadline
    assert _said(group)[-2:] == ["poll.tied", "poll.empty"]


def fresh_in(*, desk: Desk, group: Group, poll: Poll) -> Poll:
    found = fresh(desk, poll)
    found.group = group
    return found


def test_words_that_are_refused_or_held(desk: Desk, group: Group) -> None:
    mei, bo = member_of(group, "小美"), member_of(group, "阿波")
    staff = Reviewer(desk.user, desk.account)
    add_word(staff, "违禁品", "refuse")
    add_word(staff, "加微信", "hold")
    with pytest.raises(RefusedText):
        make_poll(mei, group, choices=("好", "买违禁品"))
    poll = make_poll(mei, group, "加微信吗？")
    assert (poll.seq, Case.objects.get(kind="poll").target) == (None, poll.public_id)
    for user in (mei, bo):
        with pytest.raises(NotFound):
            cast_vote(user, group.public_id, poll.public_id, [1])
    assert not view_of(poll, mei).votes_now
    targets["poll"].restore(poll.public_id)
    targets["poll"].restore(poll.public_id)
    cards = Message.objects.filter(conversation=group.conversation, kind="card")
    assert [card.body["id"] for card in cards] == [poll.public_id]
    cast_vote(bo, group.public_id, poll.public_id, [1])
    targets["poll"].hide(poll.public_id, "")
    with pytest.raises(NotFound):
        cast_vote(bo, group.public_id, poll.public_id, [1])
    targets["poll"].restore(poll.public_id)
    assert counts_of(poll)[1] == 1


def test_the_fact_is_stated_once_and_says_no_choice(desk: Desk, group: Group, monkeypatch: pytest.MonkeyPatch) -> None:
    from siyu.domains.fans.actions import state_act

    stated: list[dict[str, Any]] = []
    monkeypatch.setattr(state_act, "state_facts", lambda _account, table: stated.extend(table.to_pylist()))
    mei = member_of(group)
    poll = make_poll(mei, group, anonymous=True)
    stated.clear()
    for picked in ([1], [1], [2], [3]):
        cast_vote(mei, group.public_id, poll.public_id, picked)
    (fact,) = stated
    assert (fact["object_type"], fact["object_id"]) == ("poll", poll.public_id)
    assert json.loads(fact["props"]) == {"group": group.public_id}


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # fmt: skip
@given(st.lists(st.tuples(st.integers(0, 4), st.sets(st.integers(1, 3), min_size=1)), max_size=12))
def test_counts_are_those_of_the_last_votes(
    crowd: tuple[Poll, Group, list[Any]], acts: list[tuple[int, set[int]]]
) -> None:
    poll, group, people = crowd
    Vote.objects.of(poll.account_id).filter(poll=poll).delete()
    last: dict[int, set[int]] = {}
    for who, picked in acts:
        cast_vote(people[who], group.public_id, poll.public_id, sorted(picked))
        last[who] = picked
    assert counts_of(poll) == tally(last.values(), (1, 2, 3))
    assert view_of(poll, people[0]).voters == len(last)
    assert Pick.objects.of(poll.account_id).count() == sum(len(picked) for picked in last.values())


@pytest.fixture
def crowd(desk: Desk, group: Group) -> tuple[Poll, Group, list[Any]]:
    people = [member_of(group, f"m{number}") for number in range(5)]
    return make_poll(desk.user, group, most=3), group, people
