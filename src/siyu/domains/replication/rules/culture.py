"""What comes back in a group. Pure decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Final

from siyu.domains.replication.rules.gate import Counting
from siyu.domains.replication.types import Ritual

MARKS: Final = "marks"
"""The ritual of days on which people checked in together."""


def rituals_of(started: Iterable[tuple[str, date]], marked_days: int, counting: Counting) -> tuple[Ritual, ...]:
    """The rituals, the most frequent first. `started`: play and local day of each start; a week begins on Monday."""
    weeks: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for play, day in started:
        year, week, _weekday = day.isocalendar()
        weeks[play].add((year, week))
    found = [Ritual(play, len(seen)) for play, seen in weeks.items() if len(seen) >= counting.ritual_weeks]
    if marked_days >= counting.ritual_marks:
        found.append(Ritual(MARKS, marked_days))
    return tuple(sorted(found, key=lambda one: (-one.times, one.play)))
