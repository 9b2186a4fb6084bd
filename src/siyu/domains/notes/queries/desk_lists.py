"""What the content desk lists: notes of the account by state and words, the calendar, comments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Count, Q

from siyu.domains.accounts.types import Desk
from siyu.domains.notes.models import Comment, Note
from siyu.domains.notes.queries.faces import face_of_account, faces_of, nobody
from siyu.domains.notes.types import Face
from siyu.kernel.clock import day_start, local_day, now
from siyu.kernel.paging import Page, decode_cursor, encode_cursor

PAGE: Final = 25
SORTS: Final = {"changed": "updated_at", "likes": "likes", "views": "views", "comments": "comments"}


@dataclass(frozen=True)
class Said:
    """A comment with who said it, for the queue."""

    comment: Comment
    face: Face


def list_notes(desk: Desk, *, state: str, words: str, kind: str, sort: str, cursor: str) -> Page[Note]:
    """A page of notes; all that are not deleted when no state is named. One query."""
    desk.require("content.view")
    rows = Note.objects.of(desk.account).select_related("cover", "author")
    rows = rows.filter(state=state) if state in Note.State.values else rows.exclude(state=Note.State.DELETED)
    if kind in Note.Kind.values:
        rows = rows.filter(kind=kind)
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(text__icontains=words) | Q(public_id=words))
    column = SORTS.get(sort, "updated_at")
    if position := _position(cursor):
        rows = rows.filter(Q(**{f"{column}__lt": position[0]}) | Q(**{column: position[0], "pk__lt": position[1]}))
    found = list(rows.order_by(f"-{column}", "-pk")[: PAGE + 1])
    return _page(found, lambda note: (getattr(note, column), note.pk))


def count_notes(desk: Desk) -> dict[str, int]:
    """How many notes there are in each state."""
    rows = Note.objects.of(desk.account).order_by().values_list("state").annotate(n=Count("pk"))
    return dict(rows)


def list_comments(desk: Desk, *, state: str, words: str, cursor: str) -> Page[Said]:
    """A page of comments under the account's notes, the newest first. Two queries."""
    desk.require("content.view")
    rows = Comment.objects.of(desk.account).select_related("note").filter(note__state=Note.State.PUBLISHED)
    rows = rows.filter(state=state) if state in Comment.State.values else rows.exclude(state=Comment.State.DELETED)
    if words:
        rows = rows.filter(text__icontains=words)
    if position := _position(cursor):
        rows = rows.filter(pk__lt=position[1])
    found = list(rows.order_by("-pk")[: PAGE + 1])
    page = _page(found, lambda comment: (0, comment.pk))
    faces = faces_of(one.user_id for one in page.rows if one.user_id and not one.by_account)
    house = face_of_account(desk.account)
    shown = [Said(one, house if one.by_account else faces.get(one.user_id, nobody())) for one in page.rows]
    return Page(shown, next_cursor=page.next_cursor)


def held_comments(desk: Desk) -> int:
    """How many comments wait for somebody to look."""
    return Comment.objects.of(desk.account).filter(state=Comment.State.HELD).count()


def calendar(desk: Desk, month: date) -> list[tuple[date, list[Note]]]:
    """Each day of the month (the account's clock) with the notes that appear or appeared on it. One query."""
    desk.require("content.view")
    zone = desk.account.time_zone
    first = month.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    start, end = day_start(first, zone), day_start(after, zone)
    appears = Q(state=Note.State.SCHEDULED, publish_at__gte=start, publish_at__lt=end)
    appeared = Q(state=Note.State.PUBLISHED, published_at__gte=start, published_at__lt=end)
    days: dict[date, list[Note]] = {first + timedelta(days=n): [] for n in range((after - first).days)}
    for note in Note.objects.of(desk.account).filter(appears | appeared).order_by("pk")[:1_000]:
        at = note.publish_at if note.state == Note.State.SCHEDULED else note.published_at
        days[local_day(at or now(), zone)].append(note)
    return list(days.items())


def _position(cursor: str) -> list[Any] | None:
    try:
        return decode_cursor(cursor, 2) if cursor else None
    except ValueError:
        return None


def _page(found: Sequence[Any], position: Any) -> Page[Any]:
    rows, more = found[:PAGE], len(found) > PAGE
    if not more:
        return Page(rows)
    at, pk = position(rows[-1])
    return Page(rows, next_cursor=encode_cursor(at.isoformat() if hasattr(at, "isoformat") else at, pk))
