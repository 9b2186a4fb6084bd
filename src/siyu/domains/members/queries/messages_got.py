"""The messages a member got, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from siyu.domains.inbox.models import Notice
from siyu.domains.members.types import Text, notice_reasons
from siyu.domains.people.models import User

_SHOWN: Final = 60


@dataclass(frozen=True)
class MessageGot:
    """One message, whose matter it was (empty: the platform's own), and why it came."""

    title: str
    account: str
    account_slug: str
    at: datetime
    why: Text


def messages_got(user: User) -> list[MessageGot]:
    """The newest messages."""
    rows = Notice.objects.filter(user=user).select_related("account").order_by("-id")[:_SHOWN]
    return [
        MessageGot(
            title=row.title,
            account=row.account.name if row.account else "",
            account_slug=row.account.slug if row.account else "",
            at=row.at,
            why=notice_reasons[row.kind] if row.kind in notice_reasons else _("Something happened that concerns you."),
        )
        for row in rows
    ]
