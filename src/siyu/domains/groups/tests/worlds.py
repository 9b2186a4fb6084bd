"""Groups with people in them, for tests."""

from __future__ import annotations

from typing import Any

from siyu.domains.accounts.models import Account, Membership
from siyu.domains.accounts.types import Desk
from siyu.domains.groups.actions.ask_to_join import ask_to_join
from siyu.domains.groups.actions.open_group import open_group
from siyu.domains.groups.models import Group, GroupMember
from siyu.domains.groups.queries.access import lead_as_staff
from siyu.domains.groups.types import GroupForm, Lead
from siyu.domains.members.models import Profile
from siyu.domains.people.models import User
from siyu.kernel.ids import short_id


def make_desk(slug: str = "acme", role: str = "owner") -> Desk:
    account, _made = Account.objects.get_or_create(
        slug=slug, defaults={"name": slug.title(), "settings": {"chat": {"rate": "100000/second"}}}
    )
    user = User.objects.create_user(f"{role}-{short_id()}@example.com", "pw-for-tests-1")
    Profile.objects.create(user=user, nickname=f"{slug}的{role}")
    Membership.objects.create(account=account, user=user, role=role)
    return Desk(user=user, account=account, role=role)


def make_member(name: str = "小美") -> User:
    user = User.objects.create_member(name=name)
    Profile.objects.create(user=user, nickname=name)
    return user


def make_group(desk: Desk, name: str = "茶友群", **fields: Any) -> Group:
    form = {"kind": "precise", "capacity": 30, **fields}
    return open_group(desk, GroupForm(name=name, **form))


def join(user: User, group: Group, **fields: Any) -> GroupMember:
    version = Group.objects.of(group.account_id).get(pk=group.pk).rules_version
    return ask_to_join(user, group.public_id, consent=True, **{"accepted": version, **fields})


def staff_lead(desk: Desk, group: Group) -> Lead:
    return lead_as_staff(desk, group.public_id)
