"""Entries as lists and pages show them: times by the account's clock, where they stand, the viewer's own part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from siyu.domains.groups.models import Group
from siyu.domains.programmes import conf, rules
from siyu.domains.programmes.models import Attendance, Entry, Wish
from siyu.domains.programmes.queries.counting import Counts, counts_of
from siyu.domains.programmes.queries.hosts import Host, hosts_of
from siyu.domains.programmes.types import KIND_LABELS, PHASE_LABELS
from siyu.kernel import clock


@dataclass(frozen=True)
class Row:
    """An entry as this viewer meets it; `begins` and `ends` are times of the account's clock."""

    entry: Entry
    day: date
    begins: str
    ends: str
    phase: rules.Phase
    label: Any
    kind: Any
    host: Host | None
    counts: Counts
    wished: bool
    came: bool
    may_wish: bool
    may_come: bool


def rows_of(group: Group, user: Any, entries: Sequence[Entry]) -> list[Row]:
    """The entries with all a list shows of them. At most eight queries for any number."""
    now, ids = clock.now(), [entry.pk for entry in entries]
    hosts, counts = hosts_of(group, entries), counts_of(entries)
    wished, came = _own(Wish, group, user, ids), _own(Attendance, group, user, ids)
    return [
        _row(group, entry, now, hosts.get(entry.pk), counts[entry.pk], (entry.pk in wished, entry.pk in came))
        for entry in entries
    ]


def _own(model: type[Wish] | type[Attendance], group: Group, user: Any, ids: list[int]) -> set[int]:
    rows = model.objects.of(group.account_id).filter(entry__in=ids, user_id=user.pk)
    return set(rows.values_list("entry_id", flat=True)) if ids else set()


def _row(group: Group, entry: Entry, now: datetime, host: Host | None, counts: Counts, own: tuple[bool, bool]) -> Row:
    account, off = group.account, entry.cancelled_at is not None
    zone = ZoneInfo(account.time_zone)
    starts, ends = entry.starts_at.astimezone(zone), entry.ends_at.astimezone(zone)
    stands = rules.phase(entry.starts_at, entry.ends_at, now, cancelled=off)
    opens = conf.open_minutes(account)
    return Row(
        entry, rules.day_shown(entry.starts_at, entry.ends_at, now, account.time_zone), f"{starts:%H:%M}",
        f"{ends:%H:%M}" if starts.date() == ends.date() else f"{ends:%m-%d %H:%M}", stands, PHASE_LABELS[stands],
        KIND_LABELS[entry.kind], host, counts, *own,
        may_wish=not rules.fault_to_wish(entry.starts_at, now, cancelled=off),
        may_come=not rules.fault_to_attend(entry.starts_at, entry.ends_at, now, opens, cancelled=off),
    )  # fmt: skip
