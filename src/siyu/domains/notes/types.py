"""Plain shapes of notes that doors and other domains meet."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from siyu.domains.accounts.models import Account


@dataclass(frozen=True)
class Content:
    """What an author wants a note to say; `pictures` are public ids of assets, `card` is {"card": kind, "id": …}."""

    title: str = ""
    text: str = ""
    pictures: tuple[str, ...] = ()
    city: str = ""
    place: str = ""
    card: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Face:
    """Somebody as they are shown beside their words. `uid` is empty for an account and for whoever is gone."""

    name: str
    picture: str = ""
    uid: str = ""
    url: str = ""


@dataclass(frozen=True)
class Remark:
    """A comment as it is shown, with what its looker may do. `row` and `writer` are row ids, never shown."""

    row: int
    writer: int | None
    id: str
    text: str
    face: Face
    at: datetime
    likes: int
    liked: bool
    by_account: bool
    pinned: bool
    mine: bool
    held: bool
    may_pin: bool
    may_hide: bool
    answers_to: str = ""
    replies: int = 0
    answers: tuple[Remark, ...] = ()

    @property
    def more(self) -> int:
        """Answers that are not shown yet."""
        return max(0, self.replies - len(self.answers))


@dataclass(frozen=True, slots=True)
class FeedCard:
    """A note as feeds show it. `shape` of the cover's box: upright (empty), `square`, `wide`; likes are a count."""

    pk: int
    public_id: str
    title: str
    words: str
    likes: int
    at: datetime
    account_id: int
    account: str
    slug: str
    picture: str
    film: str
    is_film: bool
    colour: str
    shape: str

    @property
    def address(self) -> str:
        """The note's page."""
        return f"/n/{self.public_id}/"


@dataclass(frozen=True)
class FeedPage:
    """A page of a feed. `next_cursor` empty: it ends here; `stale`: its order is forgotten, one must begin anew.

    `surface` is set where the public traffic rule counts what is shown.
    """

    cards: list[FeedCard]
    next_cursor: str = ""
    stale: bool = False
    surface: str = ""


@dataclass(frozen=True)
class FoundAccount:
    """An account among the results of a search."""

    account: Account
    followers: int
    following: bool
