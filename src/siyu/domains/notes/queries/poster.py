"""The poster of a published note."""

from __future__ import annotations

from django.utils.translation import gettext as _

from siyu.domains.notes.models import Note
from siyu.platform.posters.draw import Poster, draw_poster


def poster_of(note: Note, origin: str) -> bytes:
    """PNG bytes; `origin` is scheme and host of the address that the QR leads to."""
    cover = note.cover.file(720) if note.cover else None
    poster = Poster(
        title=note.title,
        text=note.text,
        author=note.account.name,
        address=origin + note.address,
        call=_("Scan to read the note"),
        cover=cover,
    )
    return draw_poster(poster)
