"""What happens every day by itself: entries that domains register, each period run once however many workers look."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from siyu.kernel import clock
from siyu.platform.jobs.models import ScheduledRun
from siyu.platform.registry import Registry

Target = tuple[str, str]
"""What a run is for (an account id, or nothing) and the time zone whose clock counts."""


@dataclass(frozen=True)
class Daily:
    """Something to do once a day from a local hour on, for each target. `run` queues a job; it does no work itself."""

    name: str
    hour: int
    run: Callable[[str], None]
    targets: Callable[[], Iterable[Target]]


entries: Registry[Daily] = Registry("jobs.schedule")


def daily(
    name: str, hour: int, run: Callable[[str], None], targets: Callable[[], Iterable[Target]] = lambda: [("", "UTC")]
) -> None:
    """Register an entry, in AppConfig.ready: `run(target)` is called in the transaction that marks the day as done."""
    entries.add(name, Daily(name, hour, run, targets))


def run_due() -> int:
    """Run what is due and was not run today; answers how many. A day missed while nothing ran is caught up once."""
    now, ran = clock.now(), 0
    for name, entry in entries:
        for target, zone in entry.targets():
            local = now.astimezone(ZoneInfo(zone)) - timedelta(hours=entry.hour)
            runs = ScheduledRun.objects.filter(name=name, target=target)
            if runs.filter(day=local.date()).exists():
                continue
            first_ever = not runs.exists()  # a new installation has nothing of yesterday to do
            try:
                with transaction.atomic():
                    ScheduledRun.objects.create(name=name, target=target, day=local.date(), ran_at=now)
                    if not first_ever:
                        entry.run(target)
                        ran += 1
            except IntegrityError:  # another scheduler was quicker
                continue
    return ran
