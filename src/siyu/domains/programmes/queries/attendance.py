"""Who wished to be reminded of an entry and who came, and the week as a table of members by entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from siyu.domains.groups.models import Group, GroupMember
from siyu.domains.groups.queries.members import MemberRow, called
from siyu.domains.programmes import conf
from siyu.domains.programmes.models import Attendance, Entry, Wish
from siyu.domains.programmes.queries.hosts import people_of
from siyu.domains.programmes.queries.rows import Row, rows_of
from siyu.domains.programmes.queries.week import entries_of_week
from siyu.kernel.paging import Page, decode_cursor, decode_id, encode_cursor


@dataclass(frozen=True)
class Comer:
    """A member with when they wished and when they came; None where they did not."""

    user_id: int
    member: MemberRow | None
    wished_at: datetime | None
    came_at: datetime | None


@dataclass(frozen=True)
class Matrix:
    """A week of entries, and members with the entries they came to, most faithful first."""

    columns: tuple[Row, ...]
    page: Page[tuple[Comer, tuple[bool, ...], int]]


def comers(group: Group, entry: Entry, only: str = "came", search: str = "", cursor: str = "") -> Page[Comer]:
    """A page of who came (`came`), or wished and did not (`missing`), first come first. Five queries. ValueError."""
    missing = only == "missing"
    rows: QuerySet[Any] = (Wish if missing else Attendance).objects.of(group.account_id).filter(entry=entry)
    if missing:
        there = Attendance.objects.of(group.account_id).filter(entry=entry, user=OuterRef("user"))
        rows = rows.exclude(Exists(there))
    if search:
        rows = rows.filter(user_id__in=_called(group, search))
    if cursor:
        rows = rows.filter(pk__gt=decode_id(cursor))
    found = list(rows.order_by("pk")[: conf.PAGE + 1])
    shown = found[: conf.PAGE]
    ids = [row.user_id for row in shown]
    others: QuerySet[Any] = Wish.objects.of(group.account_id).filter(entry=entry, user__in=ids)
    wished = {} if missing else dict(others.values_list("user_id", "at"))
    people = people_of(group, ids)
    told = [
        Comer(
            row.user_id, people.get(row.user_id), row.at if missing else wished.get(row.user_id),
            None if missing else row.at,
        )
        for row in shown
    ]  # fmt: skip
    return Page(told, encode_cursor(shown[-1].pk) if len(found) > conf.PAGE else None)


def matrix_of(group: Group, user: Any, monday: date, search: str = "", cursor: str = "") -> Matrix:
    """The week's entries and a page of those who came to any. At most 14 queries. Raises ValueError."""
    columns = rows_of(group, user, [one for one in entries_of_week(group, monday) if one.cancelled_at is None])
    ids = [row.entry.pk for row in columns]
    came: QuerySet[Any] = Attendance.objects.of(group.account_id).filter(entry__in=ids)
    counted = came.values("user_id").annotate(n=Count("pk")).order_by("-n", "user_id")
    if search:
        counted = counted.filter(user_id__in=_called(group, search))
    if cursor:
        n, pk = decode_cursor(cursor, 2)
        if not (isinstance(n, int) and isinstance(pk, int)):
            raise ValueError("not a cursor of a matrix")
        counted = counted.filter(Q(n__lt=n) | Q(n=n, user_id__gt=pk))
    found = list(counted[: conf.MATRIX_PAGE + 1])
    shown = found[: conf.MATRIX_PAGE]
    marks = set(came.filter(user__in=[row["user_id"] for row in shown]).values_list("user_id", "entry_id"))
    people = people_of(group, [row["user_id"] for row in shown])
    told = [_line(row["user_id"], row["n"], people, marks, ids) for row in shown]
    following = encode_cursor(shown[-1]["n"], shown[-1]["user_id"]) if len(found) > conf.MATRIX_PAGE else None
    return Matrix(tuple(columns), Page(told, following))


def _line(
    user_id: int, n: int, people: dict[int, MemberRow], marks: set[tuple[int, int]], ids: Sequence[int]
) -> tuple[Comer, tuple[bool, ...], int]:
    return Comer(user_id, people.get(user_id), None, None), tuple((user_id, pk) in marks for pk in ids), n


def _called(group: Group, search: str) -> QuerySet[Any]:
    """Ids of all who stand somehow to the group and are called so."""
    rows = GroupMember.objects.of(group.account_id).filter(group=group)
    return rows.filter(called(group, search)).values("user_id")
