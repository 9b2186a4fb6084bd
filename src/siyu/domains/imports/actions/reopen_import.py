"""Take a failed or cancelled import up again with the file it came with."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction

from siyu.domains.accounts.types import Desk
from siyu.domains.imports.errors import WrongState
from siyu.domains.imports.models import ImportJob, RejectedRow
from siyu.domains.imports.queries.access import access_job
from siyu.platform import audit

OVER = {ImportJob.State.FAILED, ImportJob.State.CANCELLED}


def may_reopen(job: ImportJob) -> bool:
    """Whether the job ended without success and its file is still kept."""
    return job.state in OVER and bool(job.file) and Path(job.file).exists()


def reopen_import(desk: Desk, job_id: int) -> ImportJob:
    """Put the job back to PREVIEW with the layout it had; what it wrote before stays and will be found unchanged.

    Needs `imports.run`. Raises NoSuchJob, WrongState.
    """
    desk.require("imports.run")
    with transaction.atomic():
        job = access_job(desk, job_id, lock=True)
        if not may_reopen(job):
            raise WrongState("This import cannot be taken up again.", state=job.state)
        RejectedRow.objects.of(desk.account).filter(job=job).delete()
        job.state = ImportJob.State.PREVIEW
        job.error = job.step = ""
        job.rows_done = job.orders_done = 0
        job.counters, job.warnings = {}, []
        job.started_at = job.finished_at = None
        job.save()
        audit.record(
            account_id=desk.account.pk, actor_id=desk.user.pk, act="import.reopened", target=f"importjob:{job.pk}"
        )
    return job
