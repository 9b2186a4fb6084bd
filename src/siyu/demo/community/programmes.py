"""Programmes of the demo: what was, what is on now and what comes, with those who wished and those who came."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from siyu.demo.cast import BOSS, desk_of
from siyu.demo.community import programme_words as words
from siyu.demo.community.plays import crowd_of, group_named
from siyu.domains.accounts.types import Desk
from siyu.domains.groups.models import Group
from siyu.domains.groups.queries.access import lead_as_staff
from siyu.domains.groups.types import Lead
from siyu.domains.programmes.actions.attend_entry import attend_entry
from siyu.domains.programmes.actions.post_cards import post_week
from siyu.domains.programmes.actions.wish_reminder import wish_reminder
from siyu.domains.programmes.actions.write_entry import write_entry
from siyu.domains.programmes.models import Entry
from siyu.kernel import clock
from siyu.platform.http.limits import unlimited

_QUARTER = timedelta(minutes=15)
_PLANNED = timedelta(days=2)
"""So long before it begins an entry of the demo was written."""


def plan() -> int:
    """Write the programmes of the groups that are there and have none; answers how many are new."""
    desk = desk_of(BOSS)
    with unlimited():
        return sum(_programme(desk, group_named(desk, name), slots) for name, slots in words.PROGRAMMES.items())


def _programme(desk: Desk, group: Group | None, slots: tuple[words.Slot, ...]) -> int:
    if group is None or Entry.objects.of(desk.account).filter(group=group).exists():
        return 0
    lead, seed = lead_as_staff(desk, group.public_id, "groups.manage"), random.Random(group.name)  # noqa: S311 - a demo
    for slot in slots:
        _slot(lead, slot, seed)
    post_week(lead, clock.local_day(clock.now(), desk.account.time_zone), "demo")
    return 1


def _slot(lead: Lead, slot: words.Slot, seed: random.Random) -> None:
    now, group = clock.now(), lead.group
    starts = _begin(lead, slot, now)
    written = min(starts - _PLANNED, now)
    with clock.replaying(written):
        entry = write_entry(lead, slot.form(starts))
    crowd = crowd_of(group, 2 * slot.wishers)
    wishers = seed.sample(crowd, min(slot.wishers, len(crowd)))
    with clock.replaying(min(written + _QUARTER, now)):
        for user in wishers:
            wish_reminder(user, group.public_id, entry.public_id)
    if starts > now:
        return
    others = [user for user in crowd if user not in wishers]
    for user in [user for user in wishers if seed.random() < 0.75] + others[: len(wishers) // 4]:
        with clock.replaying(min(starts + timedelta(minutes=seed.uniform(-8, 14)), now)):
            attend_entry(user, group.public_id, entry.public_id)


def _begin(lead: Lead, slot: words.Slot, now: datetime) -> datetime:
    """By the account's clock; an evening that is over already moves to tomorrow."""
    zone = lead.group.account.time_zone
    if not slot.at:
        return now.replace(minute=now.minute - now.minute % 5, second=0, microsecond=0) - _QUARTER
    day = clock.local_day(now, zone) + timedelta(days=slot.day)
    starts = clock.parse_instant(f"{day}T{slot.at}", zone)
    return starts + timedelta(days=1) if slot.day == 0 and starts < now else starts
