"""Lists of notes: one's own, liked and collected ones, and topics that an author may mean."""

from __future__ import annotations

from typing import Any

from siyu.domains.notes.conf import PAGE_OF_NOTES
from siyu.domains.notes.models import Note, Reaction, Topic
from siyu.domains.notes.queries.access import writable_accounts
from siyu.kernel.paging import Page, decode_cursor, decode_id, encode_cursor
from siyu.kernel.text import fold

_MINE = "a member's own notes, likes and collections lie in several accounts"


def notes_i_wrote(user: Any, state: str, cursor: str = "") -> Page[Note]:
    """Notes in one state of the accounts a user writes for, the last changed first. Two queries."""
    accounts = [account.pk for account in writable_accounts(user)]
    rows = Note.objects.unscoped(_MINE).select_related("account", "cover").filter(account__in=accounts, state=state)
    if state == Note.State.DRAFT:
        rows = rows.filter(author_id=user.pk)
    position = _two(cursor)
    if position:
        at, pk = position
        rows = rows.filter(updated_at__lte=at).exclude(updated_at=at, pk__gte=pk)
    found = list(rows.order_by("-updated_at", "-id")[: PAGE_OF_NOTES + 1])
    return _page(found, [(note.updated_at.isoformat(), note.pk) for note in found])


def notes_i_marked(user: Any, kind: str, cursor: str = "") -> Page[Note]:
    """Published notes that a user liked or collected, the last marked first. One query."""
    marks = Reaction.objects.filter(user_id=user.pk, kind=kind, note__state=Note.State.PUBLISHED)
    position = _one(cursor)
    marks = marks.filter(pk__lt=position) if position else marks
    found = list(marks.select_related("note__account", "note__cover").order_by("-id")[: PAGE_OF_NOTES + 1])
    return _page([mark.note for mark in found], [(mark.pk,) for mark in found])


def topics_like(words: str, most: int = 8) -> list[Topic]:
    """Topics whose name begins with the words, the most used first."""
    rows = (
        Topic.objects.filter(notes__gt=0, key__startswith=fold(words)) if words else Topic.objects.filter(notes__gt=0)
    )
    return list(rows.order_by("-notes", "id")[:most])


def _page(found: list[Note], positions: list[tuple[Any, ...]]) -> Page[Note]:
    more = len(found) > PAGE_OF_NOTES
    last = positions[PAGE_OF_NOTES - 1] if more else ()
    return Page(found[:PAGE_OF_NOTES], next_cursor=encode_cursor(*last) if more else None)


def _one(cursor: str) -> int:
    try:
        return decode_id(cursor) if cursor else 0
    except ValueError:
        return 0


def _two(cursor: str) -> tuple[str, int] | None:
    try:
        at, pk = decode_cursor(cursor, 2)
        return str(at), int(pk)
    except (ValueError, TypeError):
        return None
