"""Members and leaders of groups as the persons that facts are about."""

from __future__ import annotations

from collections.abc import Iterable

from siyu.domains.accounts.models import Account
from siyu.domains.fans.models import Identity
from siyu.domains.groups.models import GroupMember
from siyu.platform.db import bulk


def persons_of(account: Account, uids: Iterable[str]) -> dict[str, int]:
    """Public id of a user → the person they are to the account; who never did anything there is missing."""
    of_members = {"account_id": account.pk, "kind": Identity.Kind.MEMBER.value}
    return dict(bulk.lookup(Identity, "value", list(uids), ("value", "person_id"), of_members))


def leaders_in_facts(account: Account) -> list[tuple[str, int]]:
    """Public id of a group and person: owners and admins as of today. Two queries, sorted."""
    rows = GroupMember.objects.of(account).filter(state=GroupMember.State.ACTIVE, group__dissolved_at=None)
    roles = (GroupMember.Role.OWNER, GroupMember.Role.ADMIN)
    pairs = list(rows.filter(role__in=roles).values_list("group__public_id", "user__uid"))
    persons = persons_of(account, {uid for _room, uid in pairs})
    return sorted({(room, persons[uid]) for room, uid in pairs if uid in persons})
