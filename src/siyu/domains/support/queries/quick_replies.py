"""Quick replies by shortcut or words, filled in for one thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db.models import Q, QuerySet

from siyu.domains.accounts.types import Desk
from siyu.domains.fans.queries.access import living_person
from siyu.domains.members.queries.profiles import card_of
from siyu.domains.support.models import QuickReply, Thread
from siyu.domains.support.queries.access import PERMISSION
from siyu.domains.support.rules import fill_in
from siyu.kernel.errors import NotFound

VARIABLES: Final = ("昵称", "品牌", "客服", "城市", "name", "brand", "staff", "city")
"""What may stand in braces in a quick reply."""
_MOST: Final = 8


@dataclass(frozen=True)
class Filled:
    """A quick reply ready to be sent."""

    public_id: str
    shortcut: str
    text: str
    own: bool


def all_replies(desk: Desk) -> list[QuickReply]:
    """The shared ones and the asker's own, by shortcut. Raises Forbidden."""
    desk.require(PERMISSION)
    return list(_seen(desk).order_by("shortcut"))


def replies_for(desk: Desk, thread: Thread, part: str = "") -> list[Filled]:
    """Up to 8 whose shortcut begins with `part` or that hold it, those taken often first, filled in for the thread."""
    rows = _seen(desk)
    if part:
        rows = rows.filter(Q(shortcut__istartswith=part) | Q(text__icontains=part))
    values = _values(desk, thread)
    return [
        Filled(row.public_id, row.shortcut, fill_in(row.text, values), row.owner_id is not None)
        for row in rows.order_by("-uses", "shortcut")[:_MOST]
    ]


def _seen(desk: Desk) -> QuerySet[QuickReply]:
    rows: QuerySet[QuickReply] = QuickReply.objects.of(desk.account).filter(dropped_at=None)
    return rows.filter(Q(owner=None) | Q(owner=desk.user))


def _values(desk: Desk, thread: Thread) -> dict[str, str]:
    name, city = card_of(thread.user).name, ""
    if thread.person_id:
        try:
            city = living_person(desk.account, thread.person_id).city
        except NotFound:
            city = ""
    told = (name, desk.account.name, desk.user.name or desk.account.name, city)  # never a log-in's address
    return dict(zip(VARIABLES, (*told, *told), strict=True))
