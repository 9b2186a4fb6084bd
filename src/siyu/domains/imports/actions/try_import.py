"""Count what a received file would do, the whole of it, and keep the answer for the page that asks to confirm it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from siyu.domains.imports.actions.forget_trial import forget_trial
from siyu.domains.imports.errors import WrongState, fault_of
from siyu.domains.imports.models import ImportJob, RejectedRow
from siyu.domains.imports.queries.trial import TRIED, choice_of
from siyu.kernel.errors import SiyuError
from siyu.platform.db import bulk

if TYPE_CHECKING:
    from siyu.domains.imports.actions.run_import import Progress

_ASK_EVERY: Final = 1.0  # seconds between two looks whether anybody still wants to know


def try_import(job_id: int, choice: str, progress: Progress | None = None) -> bool:
    """Go through the whole file as `siyu import orders --dry-run` does; answers whether the answer was kept.

    It is kept on the job (counters, warnings, refused rows, or the fault of the file) as long as the job is in PREVIEW
    and is to be read as `choice` (`choice_of`) says; where that changes meanwhile, counting stops.
    """
    from siyu.domains.imports.actions.run_import import run_import  # with all that reads tables: not as pages start

    if not _wanted(job_id, choice):
        return False
    try:
        job = run_import(job_id, dry_run=True, progress=_watched(job_id, choice, progress))
    except WrongState:  # unwanted by now, or another process counts already
        return False
    except SiyuError as fault:
        job = _job(job_id)
        job.counters, job.warnings, job.error = {"fault": fault_of(fault)}, [], fault.message
    return _keep(job, choice)


def _job(job_id: int) -> ImportJob:
    job: ImportJob = ImportJob.objects.unscoped("jobs of all accounts are counted").get(pk=job_id)
    return job


def _wanted(job_id: int, choice: str) -> bool:
    job = _job(job_id)
    return job.state == ImportJob.State.PREVIEW and choice_of(job) == choice


def _watched(job_id: int, choice: str, progress: Progress | None) -> Progress:
    asked = time.monotonic()

    def report(step: str, done: int, total: int) -> None:
        nonlocal asked
        if time.monotonic() - asked >= _ASK_EVERY:
            asked = time.monotonic()
            if not _wanted(job_id, choice):
                raise WrongState("Nobody waits for this any more.")
        if progress is not None:
            progress(step, done, total)

    return report


def _keep(tried: ImportJob, choice: str) -> bool:
    refused: list[dict[str, Any]] = tried.counters.pop("rejected_rows", [])
    with transaction.atomic():
        job: ImportJob = ImportJob.objects.of(tried.account_id).select_for_update().get(pk=tried.pk)
        if job.state != ImportJob.State.PREVIEW or choice_of(job) != choice:
            return False
        forget_trial(job)
        job.counters = {**tried.counters, TRIED: choice}
        job.warnings, job.error = tried.warnings, tried.error
        job.save(update_fields=["counters", "warnings", "error"])
        rows = [(job.account_id, job.pk, one["row"], one["field"][:40], one["reason"]) for one in refused]
        bulk.insert_rows(RejectedRow, ("account_id", "job_id", "row", "field", "reason"), rows)
    return True
