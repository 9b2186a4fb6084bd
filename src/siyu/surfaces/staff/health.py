"""How the installation is: outbox, jobs, event store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max
from django_tasks_db.models import DBTaskResult

from siyu.platform import eventstore
from siyu.platform.eventstore.errors import StoreError
from siyu.platform.jobs.models import JobProgress
from siyu.platform.outbox.models import OutboxCursor, OutboxMessage

_SHOWN = 20


@dataclass(frozen=True)
class Subscriber:
    """One reader of the outbox: how many messages it has not read, and its last failure."""

    name: str
    behind: int
    failures: int
    failed_at: datetime | None
    error: str


@dataclass(frozen=True)
class Health:
    """The state of every moving part at this moment."""

    unnumbered: int
    subscribers: Sequence[Subscriber]
    jobs: dict[str, int]
    running: Sequence[JobProgress]
    failed: Sequence[Any]
    facts: int | None


def health() -> Health:
    """Look everywhere once; an event store that does not answer has no count of facts."""
    last = OutboxMessage.objects.aggregate(last=Max("sequence"))["last"] or 0
    by_status: Any = DBTaskResult.objects.values_list("status").annotate(n=Count("id"))
    return Health(
        unnumbered=OutboxMessage.objects.filter(sequence__isnull=True).count(),
        subscribers=[
            Subscriber(one.subscriber, max(last - one.sequence, 0), one.failures, one.failed_at, one.error)
            for one in OutboxCursor.objects.order_by("subscriber")
        ],
        jobs={str(status).lower(): n for status, n in by_status},
        running=list(JobProgress.objects.filter(state__in=("waiting", "running")).order_by("-updated_at")[:_SHOWN]),
        failed=list(DBTaskResult.objects.failed().order_by("-finished_at")[:_SHOWN]),
        facts=_facts(),
    )


def _facts() -> int | None:
    try:
        return int(eventstore.connect().query("SELECT count(*) AS n FROM facts").to_pylist()[0]["n"])
    except StoreError:
        return None
