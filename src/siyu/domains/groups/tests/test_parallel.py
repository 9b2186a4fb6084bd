"""Parallel groups: the one that fills up opens the next, once, and leads newcomers there."""

from __future__ import annotations

import pytest
from django.test import Client

from siyu.domains.groups.actions.make_invitation import make_invitation
from siyu.domains.groups.errors import GroupFull
from siyu.domains.groups.models import Group, GroupMember
from siyu.domains.groups.queries.family import family_of, next_with_place
from siyu.domains.groups.tests.worlds import join, make_desk, make_group, make_member, staff_lead
from siyu.domains.inbox.models import Notice
from siyu.kernel.errors import NotFound
from siyu.platform.testing.rivals import at_once, refusals

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.mark.django_db
def test_the_last_place_opens_the_next_group() -> None:
    desk = make_desk()
    group = make_group(desk, "茶友群", capacity=3, overflow=True, rules="守时", policy="invite", intro="喝茶")
    token = make_invitation(staff_lead(desk, group), 7).token
    join(make_member("一"), group, invite=token)
    assert family_of(group).count() == 1
    join(make_member("二"), group, invite=token)
    opened = family_of(group).get(number=2)
    assert (opened.name, opened.rules, opened.policy, opened.capacity) == ("茶友群 2", "守时", "invite", 3)
    assert opened.overflow
    owner = GroupMember.objects.of(desk.account).get(group=opened)
    assert (owner.user_id, owner.role) == (desk.user.pk, "owner")
    assert Notice.objects.filter(user=desk.user, key=f"parallel:{opened.public_id}").count() == 1

    client = Client()
    client.force_login(late := make_member("三"), backend=BACKEND)
    page = client.get(f"/g/{group.public_id}/?invite={token}").content.decode()
    assert f"/g/{opened.public_id}/?invite={token}" in page
    with pytest.raises(GroupFull):
        join(late, group, invite=token)
    assert join(late, opened, invite=token).state == "active", "an invitation into the first lets into the next"


@pytest.mark.django_db
def test_without_overflow_a_full_group_is_full() -> None:
    group = make_group(make_desk(), capacity=2)
    join(make_member(), group)
    group.refresh_from_db()
    assert next_with_place(group) is None
    assert Group.objects.of(group.account_id).count() == 1


@pytest.mark.django_db
def test_an_invitation_of_another_family_lets_nobody_in() -> None:
    desk, other = make_desk("acme"), make_desk("other")
    ours, theirs, sister = make_group(desk, policy="invite"), make_group(other), make_group(desk, "另一群")
    for lead in (staff_lead(other, theirs), staff_lead(desk, sister)):
        with pytest.raises(NotFound):
            join(make_member(), ours, invite=make_invitation(lead, 7).token)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(3))
def test_rivals_open_one_group_and_no_place_twice(_round: int) -> None:
    desk = make_desk()
    group = make_group(desk, capacity=4, overflow=True)
    people = [make_member(f"m{n}") for n in range(9)]
    answers = refusals(at_once([lambda user=user: join(user, group) for user in people]))
    assert answers == [""] * 3 + ["group_full"] * 6
    assert list(family_of(group).values_list("number", "members")) == [(1, 4), (2, 1)]
    second = family_of(group).get(number=2)
    again = refusals(at_once([lambda user=user: join(user, second) for user in people]))
    assert again.count("") == 3
    assert list(family_of(group).values_list("number", flat=True)) == [1, 2, 3]
