"""Fetch import jobs with rights checked."""

from __future__ import annotations

from siyu.domains.accounts.types import Desk
from siyu.domains.imports.errors import NoSuchJob
from siyu.domains.imports.models import ImportJob


def access_job(desk: Desk, job_id: int, *, lock: bool = False) -> ImportJob:
    """A job of the desk's account; needs `imports.view`, raises NoSuchJob (also for jobs of others)."""
    desk.require("imports.view")
    jobs = ImportJob.objects.of(desk.account)
    job: ImportJob | None = (jobs.select_for_update() if lock else jobs).filter(pk=job_id).first()
    if job is None:
        raise NoSuchJob("There is no such import in this account.", job=job_id)
    return job
