"""The lines of a timeline in words, grouped by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from siyu.domains.fans.desk.words import Text, kind_label
from siyu.domains.fans.queries.timeline import NOTE, Happening
from siyu.kernel import clock
from siyu.platform.ui.moments import say_day

GROUP_LABELS: dict[str, Text] = {
    "": gettext_lazy("Everything"),
    "orders": gettext_lazy("Shopping"),
    "community": gettext_lazy("Community"),
    "live": gettext_lazy("Live and courses"),
    "messages": gettext_lazy("Messages"),
    "changes": gettext_lazy("Tags and tiers"),
    NOTE: gettext_lazy("Remarks"),
}
_COLOURS = {"order.paid": "red", "order.refunded": "amber", "order.received": "jade", "tier.changed": "indigo"}
_NUMBERED = {"order", "product"}
"""Things that staff know by a number; the ids of all others say nothing to anybody."""
_WHOLE, _TAIL = 10, 4  # letters: a longer number is shown by its end, as one reads it out on the phone


@dataclass(frozen=True)
class Line:
    """One line: time of day, words, what it was about, amount in fen."""

    at: datetime
    time: str
    words: str
    about: str
    channel: str
    amount_fen: int | None
    colour: str
    text: str
    by: str


@dataclass(frozen=True)
class Day:
    """A day and its lines."""

    label: str
    lines: Sequence[Line]


def days_of(happenings: Sequence[Happening], zone: str) -> list[Day]:
    """Group lines by the account's days."""
    grouped = groupby(happenings, key=lambda one: clock.local_day(one.at, zone))
    return [_day(list(lines), zone) for _day_key, lines in grouped]


def _day(happenings: list[Happening], zone: str) -> Day:
    return Day(say_day(happenings[0].at, zone), [_line(one, zone) for one in happenings])


def _line(one: Happening, zone: str) -> Line:
    return Line(
        at=one.at,
        time=f"{one.at.astimezone(ZoneInfo(zone)):%H:%M}",
        words=_words(one.kind),
        about=_about(one),
        channel=one.channel,
        amount_fen=one.amount_fen,
        colour=_COLOURS.get(one.kind, "amber" if one.kind == NOTE else ""),
        text=one.text,
        by=one.by,
    )


def _words(kind: str) -> str:
    if kind == NOTE:
        return _("remark")
    return kind_label(kind)


def _about(one: Happening) -> str:
    for name in ("tag", "title", "to", "tier"):
        if name in one.props:
            return str(one.props[name])
    if one.object_type not in _NUMBERED:
        return ""
    number = one.object_id.strip()
    return number if len(number) <= _WHOLE else _("ending in %(tail)s") % {"tail": number[-_TAIL:]}
