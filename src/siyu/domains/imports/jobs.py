"""Tasks of imports that run in the worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext
from django_tasks import task

from siyu.kernel.errors import SiyuError
from siyu.platform.jobs.models import JobProgress
from siyu.platform.jobs.progress import Progress

if TYPE_CHECKING:
    from siyu.domains.imports.models import ImportJob


@task()
def import_orders(job_id: int) -> None:
    """Run one queued import; a fault of the file is kept on the job for its page and is no failure of the worker."""
    from siyu.domains.imports.actions.run_import import run_import

    try:
        run_import(job_id)
    except SiyuError:
        return


def count_later(job: ImportJob) -> str:
    """Have the worker count a file that takes longer than a page may; asked again it counts once. The progress key."""
    from siyu.domains.imports.queries.trial import choice_of

    choice = choice_of(job)
    key = f"imports.try.{job.pk}.{choice}"
    try:
        with transaction.atomic():
            JobProgress.objects.create(key=key, account_id=job.account_id, step="read")
            count_import.enqueue(job.pk, choice, key)
    except IntegrityError:
        return key
    return key


@task()
def count_import(job_id: int, choice: str, key: str) -> None:
    """Count one received file, as long as it is still to be read this way; begun again it counts from the start."""
    from siyu.domains.imports.actions.try_import import try_import

    told = JobProgress.objects.filter(key=key).first()
    if told is None:
        return
    progress, at = Progress(key, told.account_id), ""

    def report(step: str, done: int, total: int) -> None:
        nonlocal at
        if step != at:
            at = step
            progress.start(total, step)
        progress.advance(done, total)

    try:
        try_import(job_id, choice, report)
    except Exception:
        progress.fail(gettext("Something went wrong on our side. Try it again."))
        raise
    JobProgress.objects.filter(key=key).delete()


@task()
def compare_deliveries(job_id: int) -> None:
    """Look for people who may be one by where the orders of a finished import went."""
    from siyu.domains.imports.actions.match_deliveries import match_deliveries

    match_deliveries(job_id)
