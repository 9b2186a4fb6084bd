"""What the platform itself does every night: old messages, results and runs leave, the event store is compacted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django_tasks import task

from siyu.kernel import clock
from siyu.platform.jobs import schedule
from siyu.platform.jobs.models import JobProgress, ScheduledRun
from siyu.platform.settings import settings


@task()
def prune() -> dict[str, int]:
    """Delete what nobody needs any more: delivered messages, finished jobs, done periods, expired sessions."""
    from django_tasks_db.models import DBTaskResult

    from siyu.platform.outbox import numbering

    days = settings().outbox_days
    old = clock.now() - timedelta(days=days)
    call_command("clearsessions")
    return {
        "messages": numbering.prune(days),
        "jobs": DBTaskResult.objects.finished().filter(finished_at__lt=old).delete()[0],
        "progress": JobProgress.objects.filter(updated_at__lt=old).delete()[0],
        "runs": ScheduledRun.objects.filter(ran_at__lt=clock.now() - timedelta(days=60)).delete()[0],
    }


@task()
def compact() -> dict[str, Any]:
    """Rewrite the event store's file when enough of it is out of order or dead."""
    from siyu.platform import eventstore

    return eventstore.connect().compact(only_if_worth=True)


def register() -> None:
    """Put both into the schedule, for the small hours."""
    schedule.daily("prune", 19, lambda _: _queue(prune))  # 03:00 in Shanghai
    schedule.daily("compact", 20, lambda _: _queue(compact))


def _queue(job: Any) -> None:
    job.enqueue()
