"""Who marked which day: the members of a group against the days of a campaign."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from siyu.domains.checkins import conf, rules
from siyu.domains.checkins.models import Campaign, Mark
from siyu.domains.checkins.queries.access import today_of
from siyu.domains.groups.models import GroupMember
from siyu.domains.members.queries.profiles import cards_of
from siyu.domains.members.types import Card
from siyu.domains.people.models import User
from siyu.kernel.paging import Page, decode_id, encode_cursor


@dataclass(frozen=True)
class MatrixRow:
    """A member: for each day `marked`, `makeup`, `missed`, `open` (today) or `ahead`; `inside` the group still."""

    card: Card
    cells: tuple[tuple[date, str], ...]
    total: int
    inside: bool


@dataclass(frozen=True)
class Matrix:
    """A page of members against some days; `earlier` and `later` are the first days of the windows beside it."""

    days: list[date]
    today: date
    page: Page[MatrixRow]
    earlier: date | None
    later: date | None


def matrix_of(
    campaign: Campaign, *, since: date | None = None, search: str = "", only: str = "", cursor: str = ""
) -> Matrix:
    """Members by page; `only` those `missing` or `done` today, `search` a part of a name. Five queries.

    The window begins at `since`, else it ends today. Raises ValueError for a broken cursor.
    """
    today = today_of(campaign)
    days = _window(campaign, since, today)
    rows = _members(campaign, today, search, only).order_by("pk")
    if cursor:
        rows = rows.filter(pk__gt=decode_id(cursor))
    found = list(rows.values_list("pk", flat=True)[: conf.MATRIX_PAGE + 1])
    shown = found[: conf.MATRIX_PAGE]
    following = encode_cursor(shown[-1]) if len(found) > conf.MATRIX_PAGE else None
    step = timedelta(days=conf.MATRIX_DAYS)
    earlier = max(days[0] - step, campaign.first_day) if days[0] > campaign.first_day else None
    later = days[-1] + timedelta(days=1) if days[-1] < campaign.last_day else None
    return Matrix(days, today, Page(_rows(campaign, shown, days, today), following), earlier, later)


def _window(campaign: Campaign, since: date | None, today: date) -> list[date]:
    reach = timedelta(days=conf.MATRIX_DAYS - 1)
    first = since if since is not None else min(today, campaign.last_day) - reach
    first = min(max(first, campaign.first_day), campaign.last_day)
    return rules.days_between(first, min(first + reach, campaign.last_day))


def _members(campaign: Campaign, today: date, search: str, only: str) -> QuerySet[User]:
    marks = Mark.objects.of(campaign.account_id).filter(campaign=campaign)
    either = Q(pk__in=_inside(campaign).values("user_id")) | Q(pk__in=marks.values("user_id"))
    users = User.objects.filter(either)
    if search:
        users = users.filter(profile__nickname__icontains=search)
    done = Q(pk__in=marks.filter(day=today).values("user_id"))
    return users.filter(done) if only == "done" else users.exclude(done) if only == "missing" else users


def _inside(campaign: Campaign) -> QuerySet[GroupMember]:
    rows: QuerySet[GroupMember] = GroupMember.objects.of(campaign.account_id)
    return rows.filter(group=campaign.group, state=GroupMember.State.ACTIVE)


def _rows(campaign: Campaign, users: list[int], days: list[date], today: date) -> list[MatrixRow]:
    marks = Mark.objects.of(campaign.account_id).filter(campaign=campaign, user__in=users)
    totals = dict(marks.values_list("user_id").annotate(n=Count("pk")))
    set_on: defaultdict[int, dict[date, bool]] = defaultdict(dict)
    for user, day, makeup in marks.filter(day__range=(days[0], days[-1])).values_list("user_id", "day", "makeup"):
        set_on[user][day] = makeup
    inside = set(_inside(campaign).filter(user__in=users).values_list("user_id", flat=True))
    cards = cards_of(users)
    return [
        MatrixRow(
            cards[user],
            tuple((day, _state(set_on[user].get(day), day, today)) for day in days),
            totals.get(user, 0),
            user in inside,
        )
        for user in users
        if user in cards
    ]


def _state(makeup: bool | None, day: date, today: date) -> str:
    if makeup is not None:
        return "makeup" if makeup else "marked"
    return "missed" if day < today else "open" if day == today else "ahead"
