"""Many at one door: the last places, the last uses of an invitation, one step taken by two."""

from __future__ import annotations

import pytest

from siyu.domains.groups.actions.leave_group import leave_group
from siyu.domains.groups.actions.make_invitation import make_invitation
from siyu.domains.groups.actions.remove_member import remove_member
from siyu.domains.groups.actions.review_request import review_request
from siyu.domains.groups.models import Group, GroupMember, Invitation
from siyu.domains.groups.tests.worlds import join, make_desk, make_group, make_member, staff_lead
from siyu.platform.testing.rivals import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("_round", range(3))
def test_the_last_places_are_given_once(_round: int) -> None:
    desk = make_desk()
    group = make_group(desk, capacity=5)
    people = [make_member(f"m{n}") for n in range(10)]
    answers = refusals(at_once([lambda user=user: join(user, group) for user in people]))
    assert answers == [""] * 4 + ["group_full"] * 6
    rows = GroupMember.objects.of(desk.account).filter(group=group, state="active")
    assert (Group.objects.of(desk.account).get(pk=group.pk).members, rows.count()) == (5, 5)


@pytest.mark.parametrize("_round", range(3))
def test_the_same_member_joins_once(_round: int) -> None:
    desk = make_desk()
    group, mei = make_group(desk), make_member()
    assert set(refusals(at_once([lambda: join(mei, group)] * 6))) <= {"", "wrong_step"}
    assert Group.objects.of(desk.account).get(pk=group.pk).members == 2
    assert GroupMember.objects.of(desk.account).filter(user=mei, state="active").count() == 1


def test_an_invitation_is_used_no_more_often_than_it_says() -> None:
    desk = make_desk()
    group = make_group(desk, policy="invite")
    token = make_invitation(staff_lead(desk, group), 7, most=3).token
    people = [make_member(f"m{n}") for n in range(8)]
    answers = refusals(at_once([lambda user=user: join(user, group, invite=token) for user in people]))
    assert answers.count("") == 3, answers
    assert Invitation.objects.of(desk.account).get().uses == 3
    assert Group.objects.of(desk.account).get(pk=group.pk).members == 4


def test_one_of_two_who_decide_or_part_wins() -> None:
    desk = make_desk()
    group, mei = make_group(desk, policy="apply"), make_member()
    join(mei, group)
    lead = staff_lead(desk, group)
    decided = refusals(at_once([lambda yes=yes: review_request(lead, mei.uid, approve=yes) for yes in (True, False)]))
    assert decided == ["", "wrong_step"]
    other = make_group(desk, "另一群")
    join(mei, other)
    there = staff_lead(desk, other)
    parted = refusals(at_once([lambda: leave_group(mei, other.public_id), lambda: remove_member(there, mei.uid)]))
    assert parted in (["", "not_found"], ["", "wrong_step"], ["", ""]), parted
    assert Group.objects.of(desk.account).get(pk=other.pk).members == 1
