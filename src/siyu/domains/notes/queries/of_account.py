"""Published notes of one account, for its homepage."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from siyu.domains.accounts.models import Account
from siyu.domains.notes.conf import PAGE_OF_NOTES
from siyu.domains.notes.models import Note
from siyu.kernel.paging import Page, decode_cursor, encode_cursor


def notes_of(account: Account, cursor: str = "", most: int = PAGE_OF_NOTES) -> Page[Note]:
    """What the account published, the newest first. One query; a broken cursor starts at the top."""
    rows = Note.objects.of(account).select_related("account", "cover").filter(state=Note.State.PUBLISHED)
    position = _position(cursor)
    if position:
        at, pk = position
        rows = rows.filter(published_at__lte=at).exclude(published_at=at, pk__gte=pk)
    found = list(rows.order_by("-published_at", "-id")[: most + 1])
    last = found[most - 1] if len(found) > most else None
    more = encode_cursor(last.published_at.isoformat(), last.pk) if last and last.published_at else None
    return Page(found[:most], next_cursor=more)


def notes_named(account: Account, public_ids: Iterable[str]) -> list[Note]:
    """Those of the named notes that the account shows, in the order of the names. One query."""
    wanted = list(public_ids)
    rows = Note.objects.of(account).select_related("account", "cover")
    found = {note.public_id: note for note in rows.filter(public_id__in=wanted, state=Note.State.PUBLISHED)}
    return [found[one] for one in wanted if one in found]


def _position(cursor: str) -> tuple[datetime, int] | None:
    try:
        at, pk = decode_cursor(cursor, 2)
        return datetime.fromisoformat(str(at)), int(pk)
    except (ValueError, TypeError):
        return None
