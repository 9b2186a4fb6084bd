"""What groups know of a member: lines for their privacy page, and tables to take along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.groups.models import GroupMember
from siyu.domains.groups.types import STATE_LABELS
from siyu.domains.members.types import Known
from siyu.domains.people.models import User

_OWN: Final = "a member reads what is theirs"


def known(account: Account, user: User, _person_id: int) -> Iterator[Known]:
    """How the member stands to the account's groups, with what they answered."""
    rows = GroupMember.objects.of(account).filter(user=user).exclude(state=GroupMember.State.BANNED)
    for member in rows.select_related("group").order_by("pk"):
        yield Known(member.group.name, str(STATE_LABELS[member.state]), _("You asked to join this group."))
        for question, answer in member.answers:
            yield Known(question, answer, _("You answered this when you asked to join."))


def standings(user: User) -> Iterator[dict[str, Any]]:
    """Every group the member asked to join."""
    for member in (
        GroupMember.objects.unscoped(_OWN).filter(user=user).select_related("group", "account").order_by("pk")
    ):
        yield {
            "account": member.account.slug, "group": member.group.name, "state": member.state, "role": member.role,
            "asked_at": member.asked_at.isoformat(), "answers": "；".join(f"{q} {a}" for q, a in member.answers),
            "agreed_to": member.consent,
        }  # fmt: skip
