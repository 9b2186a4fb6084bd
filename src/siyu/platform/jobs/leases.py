"""Which workers live, and giving the jobs of dead ones to the living."""

from __future__ import annotations

import os
import socket
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import psutil
from django.db import transaction

from siyu.kernel import clock
from siyu.platform.jobs.models import WorkerLease

if TYPE_CHECKING:
    from django_tasks_db.models import DBTaskResult

PREFIX = "siyu"
ELSEWHERE_DEAD_AFTER = timedelta(seconds=60)  # on another machine: not seen for so long. On ours, we look at the pid.
MOST_ATTEMPTS = 5  # a job that took so many workers down is not tried again


def my_name() -> str:
    """A name for this worker process that no other ever has."""
    return f"{PREFIX}:{_host()[:24]}:{os.getpid()}:{int(psutil.Process().create_time() * 100)}"


def renew(worker: str) -> None:
    """Say that this worker lives."""
    WorkerLease.objects.update_or_create(
        worker=worker,
        defaults={
            "host": _host(),
            "pid": os.getpid(),
            "started": psutil.Process().create_time(),
            "seen_at": clock.now(),
        },
    )


def give_up(worker: str) -> None:
    """Say goodbye: what this worker left running may be taken at once."""
    WorkerLease.objects.filter(worker=worker).delete()


def reclaim() -> int:
    """Queue again what dead workers left running; answers how many jobs. Jobs must not mind to begin again."""
    from django_tasks_db.models import DBTaskResult

    living = {lease.worker for lease in WorkerLease.objects.all() if _lives(lease)}
    taken = 0
    for job in DBTaskResult.objects.running():
        holder = job.worker_ids[-1].rsplit("/", 1)[0] if job.worker_ids else ""
        if holder.startswith(PREFIX) and holder not in living:
            taken += _take_back(job)
    if taken:
        WorkerLease.objects.exclude(worker__in=living).delete()
    return taken


def _take_back(job: DBTaskResult[..., Any]) -> int:
    """Put one job back, unless somebody else did or it was tried too often."""
    tried_out = len(job.worker_ids) >= MOST_ATTEMPTS
    with transaction.atomic():
        same = type(job).objects.running().filter(pk=job.pk, started_at=job.started_at)
        if not tried_out:
            return same.update(status="READY")
        return same.update(
            status="FAILED",
            finished_at=clock.now(),
            exception_class_path="siyu.platform.jobs.leases.WorkerDied",
            traceback=f"{MOST_ATTEMPTS} workers died while they ran this job.",
        )


def _lives(lease: WorkerLease) -> bool:
    if lease.host != _host():
        return lease.seen_at > clock.now() - ELSEWHERE_DEAD_AFTER
    try:
        return bool(abs(psutil.Process(lease.pid).create_time() - lease.started) < 1)
    except psutil.NoSuchProcess:
        return False


def _host() -> str:
    return socket.gethostname()[:64]
