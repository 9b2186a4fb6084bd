"""Stop an import: what was applied stays (it can be imported again at any time), the rest is left alone."""

from __future__ import annotations

from django.db import transaction

from siyu.domains.accounts.types import Desk
from siyu.domains.imports.errors import WrongState
from siyu.domains.imports.models import ImportJob
from siyu.domains.imports.queries.access import access_job
from siyu.kernel import clock
from siyu.platform import audit


def cancel_import(desk: Desk, job_id: int) -> ImportJob:
    """Mark the job cancelled; a running one stops before its next chunk.

    Needs `imports.run`. Raises NoSuchJob, and WrongState when the job is over.
    """
    desk.require("imports.run")
    with transaction.atomic():
        job = access_job(desk, job_id, lock=True)
        if job.state in {ImportJob.State.DONE, ImportJob.State.FAILED, ImportJob.State.CANCELLED}:
            raise WrongState("This import is over.", state=job.state)
        job.state = ImportJob.State.CANCELLED
        job.finished_at = clock.now()
        job.save(update_fields=["state", "finished_at"])
        audit.record(
            account_id=desk.account.pk, actor_id=desk.user.pk, act="import.cancelled", target=f"importjob:{job.pk}"
        )
    return job
