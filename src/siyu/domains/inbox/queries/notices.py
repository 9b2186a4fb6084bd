"""A person's notices: pages by day, and how many are new."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, Q, QuerySet

from siyu.domains.inbox.conf import FAMILIES, FAMILY_ICONS
from siyu.domains.inbox.models import Notice
from siyu.domains.inbox.rules import OTHER, family_of
from siyu.domains.people.models import User
from siyu.kernel.clock import DEFAULT_TIME_ZONE, local_day
from siyu.kernel.errors import Invalid
from siyu.kernel.paging import Page, decode_cursor, encode_cursor
from siyu.platform.db.prepared import Prepared

PAGE: Final = 30
_unread = Prepared(
    lambda user: (
        Notice.objects.filter(user_id=user, read_at=None).order_by().values("user").annotate(n=Count("pk"))
    ).values_list("n")
)


@dataclass(frozen=True)
class Shown:
    """A notice with the sign of its family."""

    notice: Notice
    icon: str


@dataclass(frozen=True)
class Day:
    """The notices of one local day; `at` is an instant of it."""

    at: datetime
    notices: list[Shown] = field(default_factory=list)


def notices_of(user: User, family: str = "") -> QuerySet[Notice]:
    """The notices of a user, all or one family's."""
    rows = Notice.objects.filter(user=user)
    if not family:
        return rows
    if family not in FAMILIES:
        raise Invalid(field="kind")
    fits = _begins(FAMILIES[family])
    if family != OTHER:
        return rows.filter(fits)
    others = [start for name, starts in FAMILIES.items() if name != OTHER for start in starts]
    return rows.exclude(_begins(tuple(others)))


def _begins(starts: tuple[str, ...]) -> Q:
    fits = Q(kind__in=starts)
    for start in starts:
        fits |= Q(kind__startswith=f"{start}.")
    return fits


def list_notices(user: User, family: str, cursor: str) -> Page[Day]:
    """A page of notices by local days, the newest first. One query; raises Invalid for a broken cursor."""
    rows = notices_of(user, family).select_related("account")
    if cursor:
        try:
            rows = rows.filter(pk__lt=int(decode_cursor(cursor, 1)[0]))
        except (TypeError, ValueError) as broken:
            raise Invalid(field="cursor") from broken
    found = list(rows.order_by("-pk")[: PAGE + 1])
    days: dict[Any, Day] = {}
    for notice in found[:PAGE]:
        day = days.setdefault(local_day(notice.at, DEFAULT_TIME_ZONE), Day(notice.at))
        day.notices.append(Shown(notice, FAMILY_ICONS[family_of(notice.kind, FAMILIES)]))
    return Page(list(days.values()), next_cursor=encode_cursor(found[PAGE - 1].pk) if len(found) > PAGE else None)


def unread(user: User) -> int:
    """How many notices are new; one look into a small index."""
    found = _unread(user.pk)
    return int(found[0][0]) if found else 0


def newest(user: User) -> Notice | None:
    """The newest notice, for the list of conversations."""
    return Notice.objects.filter(user=user).order_by("-pk").first()
