"""A group as a card in a note or a message."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import ngettext

from siyu.domains.accounts.models import Account
from siyu.domains.groups.models import Group
from siyu.domains.groups.queries.access import live_groups
from siyu.domains.media.types import CHOICES, CardChoice


def find_group_card(account: Any, public_id: str) -> Group | None:
    """The group when it is there for everyone to find (and of this account, where one is given)."""
    found: Group | None = _shown().filter(public_id=public_id).select_related("account", "avatar").first()
    return found if found is not None and (account is None or found.account_id == account.pk) else None


def choose_group_card(account: Account, words: str) -> list[CardChoice]:
    """The account's groups that a card can show, newest first."""
    rows = _shown().filter(account=account, name__icontains=words).order_by("-pk")[:CHOICES]
    return [CardChoice(group.public_id, group.name, _size(group)) for group in rows]


def _size(group: Group) -> str:
    return ngettext("%(n)s member", "%(n)s members", group.members) % {"n": group.members}


def _shown() -> QuerySet[Group]:
    return live_groups().filter(listed=True).exclude(policy=Group.Policy.INVITE)


def render_group_card(group: Group) -> tuple[str, dict[str, Any]]:
    """The card's template and context."""
    return "groups/card.html", {"group": group}
