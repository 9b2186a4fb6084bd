"""Follow, same city and topics: pages by time, each continuing where the last one ended."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.db.models import Q, QuerySet

from siyu.domains.members.queries.blocking import hidden_accounts
from siyu.domains.members.queries.consents import personalised
from siyu.domains.members.queries.following import followed_accounts
from siyu.domains.members.queries.profiles import profile_of
from siyu.domains.notes.models import Note, NoteTopic, Topic
from siyu.domains.notes.queries.cards import cards_of
from siyu.domains.notes.ranking.order import gently
from siyu.domains.notes.types import FeedCard, FeedPage
from siyu.kernel.errors import NotFound
from siyu.kernel.paging import decode_cursor, encode_cursor
from siyu.kernel.text import fold

PAGE: Final = 20
_WHY: Final = "feeds show notes of all accounts"


def follow_page(user: Any, cursor: str = "") -> FeedPage:
    """Notes of the accounts the reader follows, newest first; within six hours of a page the most liked first.

    Without personalisation strictly by time. Four queries.
    """
    followed = set(followed_accounts(user)) - hidden_accounts(user)
    if not followed:
        return FeedPage([])
    page = _by_time(_published().filter(account_id__in=followed), cursor)
    if not personalised(user):
        return page
    ordered = gently(page.cards, lambda card: card.at, lambda card: card.likes)
    return FeedPage(ordered, page.next_cursor)


def city_page(user: Any, city: str, cursor: str = "") -> FeedPage:
    """Notes from a city, newest first. Two queries."""
    return _by_time(_published().filter(city=city).exclude(account_id__in=hidden_accounts(user)), cursor)


def city_of(user: Any) -> str:
    """The city in the reader's own profile; empty where there is none."""
    return profile_of(user).city if user.is_authenticated else ""


def topic_named(name: str) -> Topic:
    """The topic of this name, however its letters are written; raises NotFound."""
    found = Topic.objects.filter(key=fold(name), notes__gt=0).first()
    if found is None:
        raise NotFound("There is no such topic.")
    return found


def topic_page(user: Any, topic: Topic, cursor: str = "", *, hottest: bool = False) -> FeedPage:
    """Notes with a topic, newest first, or the hundred most liked of them. Three queries."""
    ties = NoteTopic.objects.filter(topic=topic, note__state=Note.State.PUBLISHED)
    ties = ties.exclude(note__account_id__in=hidden_accounts(user))
    if hottest:
        ids = list(ties.order_by("-note__likes", "-note_id").values_list("note_id", flat=True)[:100])
        found = {card.pk: card for card in cards_of(_published().filter(pk__in=ids))}
        return FeedPage([found[pk] for pk in ids if pk in found])
    if position := _position(cursor):
        ties = ties.filter(published_at__lte=position[0]).exclude(published_at=position[0], note_id__gte=position[1])
    ids = list(ties.order_by("-published_at", "-note_id").values_list("note_id", flat=True)[: PAGE + 1])
    cards = {card.pk: card for card in cards_of(_published().filter(pk__in=ids))}
    return _page([cards[pk] for pk in ids if pk in cards])


def _published() -> QuerySet[Note]:
    return Note.objects.unscoped(_WHY).filter(state=Note.State.PUBLISHED)


def _by_time(rows: QuerySet[Note], cursor: str) -> FeedPage:
    if position := _position(cursor):
        at, pk = position
        rows = rows.filter(Q(published_at__lt=at) | Q(published_at=at, pk__lt=pk))
    return _page(cards_of(rows.order_by("-published_at", "-pk")[: PAGE + 1]))


def _page(found: list[FeedCard]) -> FeedPage:
    if len(found) <= PAGE:
        return FeedPage(found)
    last = found[PAGE - 1]
    return FeedPage(found[:PAGE], encode_cursor(last.at.isoformat(), last.pk))


def _position(cursor: str) -> tuple[datetime, int] | None:
    try:
        at, pk = decode_cursor(cursor, 2)
        return datetime.fromisoformat(str(at)), int(pk)
    except (ValueError, TypeError):
        return None
