"""Shapes of replication: what was measured of a group, question by question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Said:
    """One message as the measures read it: who (None: the account itself), when, and whether owner or staff said it.

    `card` names the play it starts (empty: it starts none).
    """

    sender: int | None
    at: datetime
    led: bool
    text: str = ""
    card: str = ""


@dataclass(frozen=True)
class SelfRunning:
    """How far a group runs by itself: messages and plays, those not by owner or staff, who started something (names),
    and conversations without owner or staff.
    """

    said: int
    unled: int
    starters: tuple[str, ...]
    conversations: int


@dataclass(frozen=True)
class Seed:
    """A core member: days with an act and messages in the window, days since joining."""

    uid: str
    name: str
    person: int
    role: str
    days: int
    messages: int
    tenure: int


@dataclass(frozen=True)
class Core:
    """The core members, the most active first; `messages` are all that members said in the window."""

    seeds: tuple[Seed, ...]
    messages: int


@dataclass(frozen=True)
class OwnWord:
    """A term a group uses more than the account's others: uses here and there, by how many, and how surely (z)."""

    term: str
    here: int
    elsewhere: int
    people: int
    score: float


@dataclass(frozen=True)
class Ritual:
    """Something that comes back: weeks in which this play was started, or under `rules.culture.MARKS` the days on which
    people checked in together.
    """

    play: str
    times: int


@dataclass(frozen=True)
class Culture:
    """What is a group's own: words, nicknames (some of them, how many of how many members), rituals.

    `compared`: messages of other groups that words were compared with; 0 means there was nothing to compare with.
    """

    words: tuple[OwnWord, ...]
    compared: int
    nicknames: tuple[str, ...]
    named: int
    members: int
    rituals: tuple[Ritual, ...]


@dataclass(frozen=True)
class Evidence:
    """All that was measured of a group, and when."""

    self_running: SelfRunning
    core: Core
    culture: Culture
    measured_at: datetime
