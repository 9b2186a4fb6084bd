"""The health of the groups of an account: lights, trends and what to do next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from siyu.domains.accounts.models import Account
from siyu.domains.facts.queries.kept import kept
from siyu.domains.group_health import rules
from siyu.domains.group_health.queries.complaints import complaints_of
from siyu.domains.group_health.queries.figures import figures_of
from siyu.domains.group_health.queries.persons import leaders_in_facts
from siyu.domains.group_health.queries.spans import span_until
from siyu.domains.group_health.queries.tuned import health_conf
from siyu.domains.group_health.queries.voices import account_messages_of
from siyu.domains.group_health.queries.words import ACTION_LABELS, MEASURE_LABELS
from siyu.domains.group_health.types import Figures, Span
from siyu.domains.groups.models import Group
from siyu.kernel import clock

Values = dict[str, float | None]


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
    conf, leaders = health_conf(account), leaders_in_facts(account)
    windows = [_window(account, conf, leaders, one, days) for one in (span, earlier)]
    return [_health(group, conf, *(window(group.public_id) for window in windows)) for group in groups]


def _window(
    account: Account, conf: rules.HealthConf, leaders: list[tuple[str, int]], span: Span, days: int
) -> Callable[[str], tuple[Figures, Values]]:
    """Public id of a group → its figures and values in a window."""
    compute = partial(figures_of, account, span, conf, leaders)
    figures = kept(account, "group_health", compute, days, span.start, leaders)
    told, spoken = complaints_of(account, span), account_messages_of(account, span)

    def read(room: str) -> tuple[Figures, Values]:
        found = figures.get(room, Figures())
        return found, rules.values_of(found, days, told[room], spoken[room])

    return read


def _health(
    group: Group, conf: rules.HealthConf, current: tuple[Figures, Values], former: tuple[Figures, Values]
) -> Health:
    (figures, values), (_figures, before) = current, former
    lights, counts = rules.lights_of(values, conf.measures), asdict(conf)
    readings = tuple(
        Reading(
            one.name, MEASURE_LABELS[one.name][0], MEASURE_LABELS[one.name][1] % counts, values[one.name],
            before[one.name], lights[one.name], one.good, one.bad,
        )
        for one in conf.measures
    )  # fmt: skip
    actions = rules.next_actions(
        lights, members=group.members, full=group.members >= group.capacity, overflow=group.overflow,
        few=conf.few_members,
    )  # fmt: skip
    told = tuple((code, *ACTION_LABELS[code]) for code in actions)
    return Health(group, figures, readings, rules.need_of(lights), told)
