"""The entries of a group at the desk: found by words and state, newest begin first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q

from siyu.domains.groups.models import Group
from siyu.domains.programmes import conf
from siyu.domains.programmes.models import Entry
from siyu.domains.programmes.queries.access import entries_of
from siyu.domains.programmes.queries.rows import Row, rows_of
from siyu.kernel import clock
from siyu.kernel.paging import Page, decode_cursor, encode_cursor


def entry_list(group: Group, user: Any, state: str = "", search: str = "", cursor: str = "") -> Page[Row]:
    """A page of the entries, those that review hid too. At most nine queries. Raises ValueError."""
    rows = entries_of(group).order_by("-starts_at", "-pk")
    if search:
        rows = rows.filter(Q(title__icontains=search) | Q(host_name__icontains=search))
    if state:
        rows = rows.filter(_stands(state, clock.now()))
    if cursor:
        ms, pk = decode_cursor(cursor, 2)
        if not (isinstance(ms, int) and isinstance(pk, int)):
            raise ValueError("not a cursor of entries")
        at = clock.from_ms(ms)
        rows = rows.filter(Q(starts_at__lt=at) | Q(starts_at=at, pk__lt=pk))
    found: list[Entry] = list(rows[: conf.PAGE + 1])
    shown = found[: conf.PAGE]
    following = encode_cursor(clock.to_ms(shown[-1].starts_at), shown[-1].pk) if len(found) > conf.PAGE else None
    return Page(rows_of(group, user, shown), following)


def _stands(state: str, now: datetime) -> Q:
    """What stands so; nothing for a state that is none."""
    if state == "cancelled":
        return ~Q(cancelled_at=None)
    phases = {
        "coming": Q(starts_at__gt=now), "running": Q(starts_at__lte=now, ends_at__gt=now), "over": Q(ends_at__lte=now),
    }  # fmt: skip
    return Q(cancelled_at=None) & phases.get(state, Q(pk=None))
