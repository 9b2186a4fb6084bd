"""The first comments of a note as a fragment, drawn once for everyone who is shown the same."""

from __future__ import annotations

from typing import Any, Final, cast

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from siyu.domains.notes.models import Note
from siyu.domains.notes.queries.comments import Shown, comments_of, sees_what_strangers_see, shown_in
from siyu.domains.notes.queries.note_page import NotePage

_STALE_AT_MOST: Final = 10  # seconds
Drawn = tuple[SafeString, Shown]


def first_comments(request: HttpRequest, page: NotePage) -> SafeString:
    """What strangers see is drawn anew when the number of comments changes, and else every few seconds (likes, what is
    pinned). Members see it too, unless something in it is theirs to see or to do.
    """
    user, note, cursor = request.user, page.note, request.GET.get("cursor", "")
    if not page.role and not cursor:
        key = f"notes.comments:{note.pk}:{note.comments}:{get_language()}"
        kept = cache.get_or_set(key, lambda: _draw(AnonymousUser(), note), _STALE_AT_MOST)
        drawn, shown = cast("Drawn", kept)
        if not user.is_authenticated or sees_what_strangers_see(user, note, shown):
            return drawn
    return _draw(user, note, cursor)[0]


def _draw(user: Any, note: Note, cursor: str = "") -> Drawn:
    """Drawn without the request, so that nothing of whoever asks gets in by another way than `user`."""
    comments = comments_of(user, note, cursor)
    drawn = render_to_string("notes/comments.html", {"note": note, "comments": comments})
    return drawn, shown_in(comments)
