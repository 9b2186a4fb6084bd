"""Background work of programmes: reminders before entries begin."""

from __future__ import annotations

from django_tasks import task

from siyu.domains.programmes.actions import remind_wishers as reminding
from siyu.kernel import clock


@task()
def remind_when_due(public_id: str, starts_ms: int) -> int:
    """Remind of one entry that begins at this instant (UTC ms); queued to run so many minutes before."""
    return reminding.remind_wishers(public_id, clock.from_ms(starts_ms))


@task()
def remind_left_behind() -> int:
    """Every night: what a lost waking left behind of entries that are on now."""
    return reminding.remind_all_due()
