"""A group as a card in a note or a message."""

from __future__ import annotations

from typing import Any

from siyu.domains.groups.models import Group
from siyu.domains.groups.queries.access import live_groups


def find_group_card(account: Any, public_id: str) -> Group | None:
    """The group when it is there for everyone to find (and of this account, where one is given)."""
    rows = live_groups().filter(public_id=public_id, listed=True).exclude(policy=Group.Policy.INVITE)
    found: Group | None = rows.select_related("account", "avatar").first()
    return found if found is not None and (account is None or found.account_id == account.pk) else None


def render_group_card(group: Group) -> tuple[str, dict[str, Any]]:
    """The card's template and context."""
    return "groups/card.html", {"group": group}
