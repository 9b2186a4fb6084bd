"""Notes as the cards of feeds: one query, only what a card shows."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils.text import Truncator

from siyu.domains.accounts.models import Account
from siyu.domains.media.rules import fitting
from siyu.domains.media.types import CHOICES, CardChoice
from siyu.domains.notes.models import Note
from siyu.domains.notes.types import FeedCard

_WIDTH: Final = 720
_WORDS: Final = 60
_WHY: Final = "feeds show notes of all accounts"
_FIELDS: Final = (
    "pk", "public_id", "kind", "title", "text", "likes", "published_at", "account_id", "account__name", "account__slug",
    "cover__public_id", "cover__width", "cover__height", "cover__colour", "cover__renditions",
)  # fmt: skip


def cards_of(notes: QuerySet[Note]) -> list[FeedCard]:
    """The cards of these notes, in the order of the query. One query."""
    return [_card(*row) for row in notes.values_list(*_FIELDS)]


def published_cards(pks: Collection[int]) -> dict[int, FeedCard]:
    """The cards of those of these notes that are published now. One query.

    It asks for nothing but the keys: with the state in it, SQLite would walk the index of all that is published.
    """
    if not pks:
        return {}
    rows = Note.objects.unscoped(_WHY).filter(pk__in=pks).values_list("state", *_FIELDS)
    return {row[1]: _card(*row[1:]) for row in rows if row[0] == Note.State.PUBLISHED}


def choose_note_card(account: Account, words: str) -> list[CardChoice]:
    """The account's published notes with these words, newest first."""
    rows = Note.objects.of(account).filter(Q(title__icontains=words) | Q(text__icontains=words))
    rows = rows.filter(state=Note.State.PUBLISHED).order_by("-published_at", "-pk")[:CHOICES]
    return [CardChoice(note.public_id, note.title or Truncator(note.text).chars(_WORDS)) for note in rows]


def _card(
    pk: int, public_id: str, kind: str, title: str, text: str, likes: int, at: Any, account: int, name: str, slug: str,
    cover: str | None, width: int | None, height: int | None, colour: str | None, renditions: dict[str, Any] | None,
) -> FeedCard:  # fmt: skip
    picture = film = ""
    if cover and renditions:
        file = fitting(renditions, _WIDTH)
        picture = f"/media/{cover}/{file}" if file else ""
        film = f"/media/{cover}/video.mp4" if "video.mp4" in renditions else ""
    return FeedCard(
        pk=pk,
        public_id=public_id,
        title=title or (text[:_WORDS] + "…" if len(text) > _WORDS else text),
        words=text,
        likes=likes,
        at=at,
        account_id=account,
        account=name,
        slug=slug,
        picture=picture,
        film=film,
        is_film=kind == Note.Kind.VIDEO,
        colour=colour or "#d8d2ca",
        shape=_shape(width or 0, height or 0),
    )


def _shape(width: int, height: int) -> str:
    """The box of a cover: upright 3:4 (no word), `square` or `wide` 4:3."""
    if not height or width < height * 0.9:
        return ""
    return "wide" if width > height * 1.1 else "square"
