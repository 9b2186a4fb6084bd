"""Many votes in one moment: one a member, none lost, none after the end."""

from __future__ import annotations

import pytest

from siyu.domains.groups.queries.access import lead_as_member
from siyu.domains.groups.tests.worlds import make_desk, make_group
from siyu.domains.polls.actions.cast_vote import cast_vote
from siyu.domains.polls.actions.close_poll import close_poll
from siyu.domains.polls.actions.start_poll import start_poll
from siyu.domains.polls.models import Pick, Poll, Vote
from siyu.domains.polls.queries.counting import counts_of
from siyu.domains.polls.tests.worlds import TEAS, make_poll, member_of
from siyu.domains.polls.types import PollForm
from siyu.platform.testing.rivals import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("_round", range(3))
def test_a_member_votes_once_however_often_they_tap(_round: int) -> None:
    desk = make_desk()
    group = make_group(desk)
    mei, poll = member_of(group), make_poll(desk.user, group)
    numbers = [1, 2, 3, 1, 2, 3]
    answers = at_once([lambda n=n: cast_vote(mei, group.public_id, poll.public_id, [n]) for n in numbers])
    assert refusals(answers) == [""] * 6
    assert Vote.objects.of(desk.account).filter(user=mei).count() == 1
    assert (Pick.objects.of(desk.account).count(), sum(counts_of(poll).values())) == (1, 1)


def test_a_fixed_vote_is_the_first_of_rivals() -> None:
    desk = make_desk()
    group = make_group(desk)
    mei, poll = member_of(group), make_poll(desk.user, group, changeable=False)
    answers = at_once([lambda n=n: cast_vote(mei, group.public_id, poll.public_id, [n]) for n in (1, 2, 3)])
    assert refusals(answers) == ["", "voted_already", "voted_already"]
    assert sum(counts_of(poll).values()) == 1


def test_many_members_vote_at_once() -> None:
    desk = make_desk()
    group = make_group(desk)
    people = [member_of(group, f"m{number}") for number in range(8)]
    poll = make_poll(desk.user, group)
    acts = [
        lambda user=user, n=n: cast_vote(user, group.public_id, poll.public_id, [n % 3 + 1])
        for n, user in enumerate(people)
    ]
    assert refusals(at_once(acts)) == [""] * 8
    assert counts_of(poll) == {1: 3, 2: 3, 3: 2}


@pytest.mark.parametrize("_round", range(3))
def test_the_told_result_is_the_final_one(_round: int) -> None:
    from siyu.domains.chat.models import Message

    desk = make_desk()
    group = make_group(desk)
    people = [member_of(group, f"m{number}") for number in range(5)]
    poll = make_poll(desk.user, group)
    lead = lead_as_member(desk.user, group.public_id)
    votes = [lambda user=user: cast_vote(user, group.public_id, poll.public_id, [1]) for user in people]
    answers = refusals(at_once([*votes, lambda: close_poll(lead, poll), lambda: close_poll(lead, poll)]))
    assert set(answers) <= {"", "poll_over"}
    told = [
        body for body in Message.objects.filter(kind="system").values_list("body", flat=True) if "poll" in str(body)
    ]
    assert len(told) == 1
    assert told[0].get("votes", 0) == counts_of(poll)[1] == 7 - answers.count("poll_over") - 2


def test_one_form_sent_by_two_taps_is_one_poll() -> None:
    desk = make_desk()
    group = make_group(desk)
    mei, form = member_of(group), PollForm("?", TEAS)
    answers = at_once([lambda: start_poll(mei, group.public_id, form, "once")] * 4)
    assert refusals(answers) == [""] * 4
    assert Poll.objects.of(desk.account).count() == 1
