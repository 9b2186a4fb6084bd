"""Copy the programme of a week into the next: same weekday, same time of the clock."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from siyu.domains.groups.models import Group
from siyu.domains.groups.types import Lead
from siyu.domains.programmes import conf
from siyu.domains.programmes.actions.telling import wake
from siyu.domains.programmes.models import Entry
from siyu.domains.programmes.models.entry import NONCE_LENGTH
from siyu.domains.programmes.queries.access import entries_of, shown_entries
from siyu.domains.programmes.rules import monday_of, span_a_week_later
from siyu.domains.programmes.types import Copied
from siyu.kernel import clock
from siyu.platform import audit
from siyu.platform.http.limits import spend

_KEPT = ("title", "host_id", "host_name", "kind", "about", "place", "link", "remind_minutes")


def copy_week(lead: Lead, day: date, nonce: str = "") -> Copied:
    """Write what takes place in the week of `day` into the week after it.

    What is there already (same title, same begin, called off or not), what would lie in the past and what would be
    more than a week holds is left out. The same nonce again answers what the first one did. Raises Forbidden, TooOften.
    """
    lead.require("play")
    spend("programmes.write", conf.WRITE_RATE, f"user:{lead.user.pk}")
    zone, monday = lead.group.account.time_zone, monday_of(day)
    first, middle, end = (clock.day_start(monday + timedelta(days=n), zone) for n in (0, 7, 14))
    with transaction.atomic():
        _hold(lead.group)
        wanted = shown_entries(lead.group).filter(starts_at__gte=first, starts_at__lt=middle, cancelled_at=None)
        sources = list(wanted.order_by("starts_at", "pk"))
        following = list(entries_of(lead.group).filter(starts_at__gte=middle, starts_at__lt=end))
        there = {(entry.title, entry.starts_at) for entry in following}
        mine = f"{nonce[: NONCE_LENGTH - 21]}." if nonce else ""
        if mine and (before := entries_of(lead.group).filter(by=lead.user, nonce__startswith=mine).count()):
            return Copied(before, max(len(sources) - before, 0))
        written: list[Entry] = []
        for source in sources:
            starts, ends = span_a_week_later(source.starts_at, source.ends_at, zone)
            full = len(following) + len(written) >= conf.WEEK_MOST
            if (source.title, starts) in there or starts <= clock.now() or full:
                continue
            copy = _copy(lead, source, f"{mine}{source.pk}" if mine else "", starts_at=starts, ends_at=ends)
            there.add((copy.title, starts))
            written.append(copy)
        if written:
            audit.record(
                account_id=lead.group.account_id, actor_id=lead.user.pk, act="programme.copied",
                target=f"group:{lead.group.public_id}", week=monday.isoformat(), written=len(written),
            )  # fmt: skip
    return Copied(len(written), len(sources) - len(written))


def _hold(group: Group) -> None:
    """The group's row is ours until the end: two leaders who copy at once write each entry once."""
    Group.objects.of(group.account_id).select_for_update(of=("self",)).get(pk=group.pk)


def _copy(lead: Lead, source: Entry, nonce: str, **times: object) -> Entry:
    kept = {name: getattr(source, name) for name in _KEPT}
    copy = Entry(
        account=lead.group.account, group=lead.group, by=lead.user, nonce=nonce, made_at=clock.now(), **kept, **times
    )
    copy.save(force_insert=True)
    wake(copy)
    return copy
