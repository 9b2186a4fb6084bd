"""Parallel groups: who belongs to one family, and where there is still a place."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet

from siyu.domains.accounts.models import Account
from siyu.domains.groups.models import Group


def first_of(group: Group) -> int:
    """The id of the group that its family began with."""
    return group.first_id or group.pk


def family_of(group: Group) -> QuerySet[Group]:
    """The group and its parallel groups that are not dissolved, in the order of their numbers."""
    first = first_of(group)
    rows: QuerySet[Group] = Group.objects.of(group.account_id).filter(Q(pk=first) | Q(first_id=first))
    return rows.filter(dissolved_at=None).order_by("number")


def next_with_place(group: Group) -> Group | None:
    """The first other group of the family that has a place and may be seen."""
    rows = family_of(group).exclude(pk=group.pk).filter(hidden_at=None, members__lt=F("capacity"))
    return rows.first()


def groups_to_choose(account: Account) -> list[tuple[str, str]]:
    """Public id and name of the account's living groups, each family by its first one, by name."""
    rows = Group.objects.of(account).filter(dissolved_at=None, first=None)
    return list(rows.order_by("name", "pk").values_list("public_id", "name"))
