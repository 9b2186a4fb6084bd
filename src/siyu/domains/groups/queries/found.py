"""Groups as search finds them: those that are listed and not by invitation alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

from siyu.domains.groups.models import Group
from siyu.domains.groups.queries.access import live_groups
from siyu.domains.members.queries.blocking import hidden_accounts
from siyu.platform.search.index import Entry


def every_group() -> Iterator[Entry]:
    """All groups that can be found."""
    return (group_entry(group) for group in findable().iterator(500))


def show_groups(user: Any, public_ids: Sequence[str]) -> list[Group]:
    """The groups among these that can be found now, without accounts the asker blocked, in the same order."""
    rows = findable().filter(public_id__in=public_ids).exclude(account_id__in=hidden_accounts(user))
    found = {group.public_id: group for group in rows}
    return [found[public_id] for public_id in public_ids if public_id in found]


def findable() -> QuerySet[Group]:
    """Groups of every account that anybody may find."""
    rows = live_groups().filter(listed=True).exclude(policy=Group.Policy.INVITE)
    return rows.select_related("account", "avatar")


def group_entry(group: Group) -> Entry:
    """A group in the index: by its name, what it says of itself, and whose it is."""
    text = f"{group.intro} {group.account.name}"
    return Entry(group.public_id, group.name, text, account_id=group.account_id, heat=float(group.members))
