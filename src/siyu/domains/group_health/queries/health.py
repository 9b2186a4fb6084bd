"""The health of the groups of an account: lights, trends and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from siyu.domains.accounts.models import Account
from siyu.domains.facts.queries.kept import kept
from siyu.domains.group_health import rules
from siyu.domains.group_health.queries.complaints import complaints_of
from siyu.domains.group_health.queries.figures import figures_of
from siyu.domains.group_health.queries.spans import span_until
from siyu.domains.group_health.queries.words import ACTION_LABELS, MEASURE_LABELS
from siyu.domains.group_health.types import Figures
from siyu.domains.groups.models import Group
from siyu.kernel import clock


@dataclass(frozen=True)
class Reading:
    """A measure of one group: its value, its light, and the value of the window before."""

    name: str
    label: Any
    meaning: Any
    value: float | None
    before: float | None
    light: rules.Light
    good: float
    bad: float

    @property
    def change(self) -> float | None:
        """How much it changed against the window before."""
        return None if self.value is None or self.before is None else self.value - self.before


@dataclass(frozen=True)
class Health:
    """One group: its figures, readings, how much it needs somebody, and what to do next: (code, act, why)."""

    group: Group
    figures: Figures
    readings: tuple[Reading, ...]
    need: int
    actions: tuple[tuple[str, Any, Any], ...]


def health_of(account: Account, groups: list[Group], days: int) -> list[Health]:
    """The health of these groups over the last so many days, in their order. Raises StoreError."""
    now, zone = clock.now(), account.time_zone
    span, earlier = span_until(now, zone, days), span_until(now, zone, days, before=1)
    current = kept(account, "group_health", partial(figures_of, account, span), days)
    former = kept(account, "group_health_before", partial(figures_of, account, earlier), days)
    told, told_before = complaints_of(account, span), complaints_of(account, earlier)
    return [
        _health(
            group,
            current.get(group.public_id, Figures()),
            rules.values_of(current.get(group.public_id, Figures()), days, told[group.public_id]),
            rules.values_of(former.get(group.public_id, Figures()), days, told_before[group.public_id]),
        )
        for group in groups
    ]


def _health(group: Group, figures: Figures, values: dict[str, float | None], before: dict[str, float | None]) -> Health:
    lights = rules.lights_of(values)
    readings = tuple(
        Reading(
            one.name, *MEASURE_LABELS[one.name], values[one.name], before[one.name], lights[one.name], one.good, one.bad
        )
        for one in rules.MEASURES
    )
    full = group.members >= group.capacity
    actions = rules.next_actions(lights, members=group.members, full=full, overflow=group.overflow)
    return Health(
        group, figures, readings, rules.need_of(lights), tuple((code, *ACTION_LABELS[code]) for code in actions)
    )
