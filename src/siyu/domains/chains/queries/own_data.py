"""What chains know of a member: lines for their privacy page, and a table to take along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.chains.models import ChainEntry, ChainLine
from siyu.domains.members.types import Known
from siyu.domains.people.models import User

_OWN: Final = "a member reads what is theirs"


def known(account: Account, user: User, _person_id: int) -> Iterator[Known]:
    """The member's entries at the account, with what they wrote there."""
    rows = ChainEntry.objects.of(account).filter(user=user).select_related("chain")
    for entry in rows.order_by("-pk")[:100]:
        said = "，".join(word for word in (entry.name, entry.phone, entry.remark) if word)
        yield Known(entry.chain.title, said or _("Number %(n)s") % {"n": entry.number}, _("You joined this chain."))


def entries(user: User) -> Iterator[dict[str, Any]]:
    """Every entry of the member, with what they took."""
    rows = ChainEntry.objects.unscoped(_OWN).filter(user=user).select_related("chain__group", "account")
    lines = ChainLine.objects.unscoped(_OWN).filter(entry__user=user).select_related("item")
    taken: dict[int, list[str]] = {}
    for line in lines.order_by("pk"):
        taken.setdefault(line.entry_id, []).append(f"{line.item.name} ×{line.quantity}{line.item.unit}")
    for entry in rows.order_by("pk"):
        yield {
            "account": entry.account.slug, "group": entry.chain.group.name, "chain": entry.chain.title,
            "number": entry.number, "state": entry.state, "taken": "，".join(taken.get(entry.pk, [])),
            "name": entry.name, "phone": entry.phone, "remark": entry.remark,
            "joined_at": entry.joined_at.isoformat(),
            "picked_up_at": entry.picked_up_at.isoformat() if entry.picked_up_at else "",
        }  # fmt: skip
