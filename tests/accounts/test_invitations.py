"""An invitation to the staff is taken once, by one person, in time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from siyu.domains.accounts.actions.accept_invitation import accept_invitation
from siyu.domains.accounts.actions.invite_staff import invite_staff, withdraw_invitation
from siyu.domains.accounts.errors import AlreadyStaff
from siyu.domains.accounts.models import Account, Membership, StaffInvitation
from siyu.domains.accounts.types import Desk
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Forbidden, NotFound
from siyu.platform.audit.models import AuditEntry

Enter = Callable[[User | None], Client]


@pytest.fixture
def mia(db: None) -> User:
    return User.objects.create_user("mia@example.com")


def test_by_link_from_making_to_working(silk: Desk, mia: User, enter: Enter) -> None:
    enter(silk.user).post("/console/silk/settings/staff/invitations/", {"role": "support"})
    token = StaffInvitation.objects.of(silk.account).get().token
    assert token in enter(silk.user).get("/console/silk/settings/staff/").content.decode()
    link = f"/work-with/{token}/"
    assert enter(None).get(link)["Location"].startswith("/enter/?next=")
    assert "Silk" in enter(mia).get(link).content.decode()
    assert enter(mia).post(link)["Location"] == "/console/silk/"
    assert Membership.objects.get(user=mia).role == "support"
    acts = AuditEntry.objects.filter(account_id=silk.account.pk, act__startswith="staff.").order_by("pk")
    assert list(acts.values_list("act", "actor_id")) == [("staff.invited", silk.user.pk), ("staff.joined", mia.pk)]


def test_taken_once(silk: Desk, mia: User) -> None:
    made = invite_staff(silk, "host")
    accept_invitation(mia, made.token)
    with pytest.raises(NotFound):
        accept_invitation(User.objects.create_user("second@example.com"), made.token)
    assert Membership.objects.filter(account=silk.account).count() == 2


def test_not_after_three_days_nor_once_withdrawn(silk: Desk, mia: User) -> None:
    late, withdrawn = invite_staff(silk, "host"), invite_staff(silk, "host")
    with time_machine.travel(clock.now() + timedelta(days=3, seconds=1)), pytest.raises(NotFound):
        accept_invitation(mia, late.token)
    withdraw_invitation(silk, withdrawn.pk)
    with pytest.raises(NotFound):
        accept_invitation(mia, withdrawn.token)


def test_who_works_here_keeps_the_role_and_the_link(silk: Desk) -> None:
    made = invite_staff(silk, "host")
    with pytest.raises(AlreadyStaff):
        accept_invitation(silk.user, made.token)
    assert Membership.objects.get(account=silk.account).role == "owner"
    assert StaffInvitation.objects.of(silk.account).get().used_at is None


def test_only_owners_invite_and_only_into_their_account(silk: Desk, hire: Callable[[str], Desk], mia: User) -> None:
    with pytest.raises(Forbidden):
        invite_staff(hire("operator"), "owner")
    made = invite_staff(silk, "host")
    other = Desk(mia, Account.objects.create(slug="other", name="Other"), "owner")
    with pytest.raises(NotFound):
        withdraw_invitation(other, made.pk)
