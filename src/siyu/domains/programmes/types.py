"""Shapes of programmes: what leaders write, and how somebody meets an entry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from siyu.domains.groups.types import Lead
from siyu.domains.programmes.models import Entry

CARD: Final = "programme"
"""The name of programmes among plays; the id of a card is `e:` and an entry, or `w:` and a Monday."""
TARGET: Final = "programme"
ENTRY_CARD: Final = "e:"
WEEK_CARD: Final = "w:"

KIND_LABELS: Final[dict[str, Promise]] = {
    "talk": _("Talk round"), "live": _("Live show"), "sale": _("Sale"), "class": _("Lesson"), "other": _("Other event"),
}  # fmt: skip
PHASE_LABELS: Final[dict[str, Promise]] = {
    "coming": _("To come"), "running": _("Now on"), "over": _("Is over"), "cancelled": _("Called off"),
}  # fmt: skip
FAULTS: Final[dict[str, Promise]] = {
    "cancelled": _("This entry is called off."), "early": _("It is too early to say that you came."),
    "over": _("This entry is over."), "begun": _("It has begun already."),
}  # fmt: skip


@dataclass(frozen=True)
class EntryForm:
    """What a leader says of an entry. `host`: the name of a member, or free words; `remind_minutes` None: as usual."""

    title: str
    starts_at: datetime
    ends_at: datetime
    kind: str = "other"
    host: str = ""
    about: str = ""
    place: str = ""
    link: str = ""
    remind_minutes: int | None = None


@dataclass(frozen=True)
class Sight:
    """An entry as somebody of its group, or staff, meets it."""

    lead: Lead
    entry: Entry

    @property
    def runs(self) -> bool:
        """Whether they write the programme: they change entries and see who came."""
        return self.lead.may("play")


@dataclass(frozen=True)
class Copied:
    """What copying a week did: so many written, so many that were there already."""

    written: int
    there: int
