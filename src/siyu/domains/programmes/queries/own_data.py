"""What programmes know of a member: lines for their privacy page, and tables to take along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.members.types import Known
from siyu.domains.people.models import User
from siyu.domains.programmes.models import Attendance, Wish

_OWN: Final = "a member takes their own data with them"


def known(account: Account, user: User, _person_id: int) -> Iterator[Known]:
    """What the member came to at the account, and what they wished to be reminded of."""
    for model, why in ((Attendance, _("You said that you came.")), (Wish, _("You wished to be reminded."))):
        rows = model.objects.of(account).filter(user=user).select_related("entry__group")
        for row in rows.order_by("-pk")[:100]:
            yield Known(row.entry.title, row.entry.group.name, why)


def wishes(user: User) -> Iterator[dict[str, Any]]:
    """Every reminder that the member wished."""
    yield from _rows(Wish, user)


def attendances(user: User) -> Iterator[dict[str, Any]]:
    """Everything that the member came to."""
    yield from _rows(Attendance, user)


def _rows(model: type[Wish] | type[Attendance], user: User) -> Iterator[dict[str, Any]]:
    rows = model.objects.unscoped(_OWN).filter(user=user).select_related("entry__group", "account")
    for row in rows.order_by("pk"):
        yield {
            "account": row.account.slug, "group": row.entry.group.name, "entry": row.entry.title,
            "begins": row.entry.starts_at.isoformat(), "at": row.at.isoformat(),
        }  # fmt: skip
