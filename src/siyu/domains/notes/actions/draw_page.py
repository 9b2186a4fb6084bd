"""Show a page of discover or featured, drawn from an edition: nobody meets a note twice however long they scroll."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import Any, Final

from siyu.domains.members.queries.blocking import hidden_accounts
from siyu.domains.members.queries.consents import personalised
from siyu.domains.notes.actions.count_exposure import count_served, share_now
from siyu.domains.notes.actions.make_edition import make_edition, renew_when_old
from siyu.domains.notes.models import Edition, Reaction
from siyu.domains.notes.queries.cards import published_cards
from siyu.domains.notes.ranking.lanes import ORDINARY_SHARE, Candidate, Place, Served, draw
from siyu.domains.notes.ranking.order import INTERESTS_MOST, Interests, for_reader, interests_in
from siyu.domains.notes.types import FeedCard, FeedPage
from siyu.kernel.paging import decode_cursor, encode_cursor
from siyu.platform.db.prepared import Prepared

PAGES: Final = {"discover": 20, "featured": 6}
LANES: Final = ("ordinary", "top")
_SPARE: Final = 4
_REACTIONS: Final = 60
_newest_state = Prepared(lambda: Edition.objects.order_by("-pk").values_list("pk", "made_at", "asked_at")[:1])
_marks = Prepared(
    lambda user: (
        Reaction.objects.filter(user_id=user)
        .order_by("-id")
        .values_list("note__account_id", "note__topics__topic_id")[:_REACTIONS]
    )
)
Lanes = tuple[list[Candidate], list[Candidate]]


@dataclass(frozen=True)
class Reading:
    """Where somebody is: the edition, their place in its lanes, and the interests its order was made for."""

    edition: int
    place: Place
    interests: Interests

    def cursor(self) -> str:
        """As it stands in an address."""
        place, interests = self.place, self.interests
        at = [place.ordinary_at, place.top_at, place.ordinary_shown, place.top_shown]
        return encode_cursor(self.edition, at, interests.accounts, interests.topics)


def draw_page(user: Any, surface: str, cursor: str = "") -> FeedPage:
    """A page of discover or featured for this reader; counts what it shows. At most four queries, and the writing."""
    reading = _read(cursor)
    edition = _newest() if reading is None else _kept(reading.edition)
    if edition is None:
        return FeedPage([], stale=True, surface=surface)
    if reading is None:
        reading = Reading(edition.pk, Place(), _interests(user))
    lanes = _lanes_for(edition.pk, edition.made_at, surface, reading.interests)
    cards: dict[int, FeedCard] = {}
    served, place = _draw(lanes, reading.place, PAGES[surface], share_now(surface), hidden_accounts(user), cards)
    count_served(surface, served)
    more = place.ordinary_at < len(lanes[0]) or place.top_at < len(lanes[1])
    following = Reading(reading.edition, place, reading.interests).cursor() if more else ""
    return FeedPage([cards[one.candidate.note] for one in served], following, surface=surface)


def cities_told_of() -> list[str]:
    """The cities of the newest notes, the most told of first."""
    return list(_body(*_key(_newest())).get("cities", []))


def _newest() -> Edition:
    """The newest edition (without its body), made now where there is none, asked for anew where it is old."""
    states = _newest_state()
    found = _remembered(*states[0]) if states else None
    if found is None:
        return make_edition()
    renew_when_old(found)
    return found


@lru_cache(maxsize=8)
def _remembered(pk: int, _made_at: Any, _asked_at: Any) -> Edition | None:
    """An edition as it was at these times, which come as the database writes them and only tell states apart."""
    return _kept(pk)


def _kept(pk: int) -> Edition | None:
    return Edition.objects.defer("body").filter(pk=pk).first()


def _key(edition: Edition) -> tuple[int, Any]:
    return edition.pk, edition.made_at


@lru_cache(maxsize=8)
def _body(pk: int, made_at: Any) -> dict[str, Any]:
    """The body of an edition, kept in this process; the time is part of its name."""
    row = Edition.objects.filter(pk=pk, made_at=made_at).first()
    return row.body if row else {}


@lru_cache(maxsize=256)
def _lanes_for(pk: int, made_at: Any, surface: str, interests: Interests) -> Lanes:
    """Both lanes in the order for these interests; the same edition and interests always give the same order."""
    body = _body(pk, made_at).get(surface, {})
    ordinary, top = (for_reader([_candidate(row) for row in body.get(lane, [])], interests) for lane in LANES)
    return ordinary, top


def _candidate(row: list[Any]) -> Candidate:
    note, account, heat, topics = row
    return Candidate(note, account, heat, tuple(topics))


def _interests(user: Any) -> Interests:
    """What the reader reacted to of late; nothing for whoever switched that off or is not logged in."""
    if not personalised(user):
        return Interests()
    return interests_in(_marks(user.pk))


def _draw(
    lanes: Lanes, place: Place, most: int, share: float, blocked: set[int], cards: dict[int, FeedCard]
) -> tuple[list[Served], Place]:
    """Draw from as much of the lanes as a page can need; of these notes, those that still stand come into `cards`."""
    ordinary, top = lanes
    ours, ours_end = _window(ordinary, place.ordinary_at, most + _SPARE, blocked)
    few = ceil(most * (1 - ORDINARY_SHARE)) + _SPARE if ours_end < len(ordinary) else most + _SPARE
    theirs, theirs_end = _window(top, place.top_at, few, blocked)
    cards |= published_cards([*ours, *theirs])
    while ours_end < len(ordinary) and sum(note in cards for note in ours) < most:
        fresh, ours_end = _window(ordinary, ours_end, most + _SPARE, blocked)
        ours += fresh
        cards |= published_cards(fresh)
    served, place = draw(ordinary[:ours_end], top[:theirs_end], place, most, share=share, shown=cards.keys())
    return served, place


def _window(lane: Sequence[Candidate], start: int, most: int, blocked: set[int]) -> tuple[list[int], int]:
    """The next so many notes of a lane that are of nobody blocked, and where the lane goes on after them."""
    found: list[int] = []
    place = start
    while place < len(lane) and len(found) < most:
        if lane[place].account not in blocked:
            found.append(lane[place].note)
        place += 1
    return found, place


def _read(cursor: str) -> Reading | None:
    """The place a cursor names; None for the beginning and for what is no cursor of ours."""
    if not cursor:
        return None
    try:
        edition, at, accounts, topics = decode_cursor(cursor, 4)
        numbers = [int(number) for number in at]
        interests = Interests(tuple(map(int, accounts[:INTERESTS_MOST])), tuple(map(int, topics[:INTERESTS_MOST])))
        if len(numbers) != 4 or min(numbers) < 0 or max(numbers) > 1_000_000:
            return None
        return Reading(int(edition), Place(*numbers), interests)
    except (ValueError, TypeError, OverflowError):
        return None
