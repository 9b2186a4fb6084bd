"""The imports of an account, newest first, and one with its progress."""

from __future__ import annotations

from siyu.domains.accounts.types import Desk
from siyu.domains.imports.models import ImportJob
from siyu.domains.imports.queries.access import access_job
from siyu.kernel.paging import Page, decode_cursor, encode_cursor


def import_jobs(desk: Desk, *, cursor: str = "", limit: int = 20) -> Page[ImportJob]:
    """A page of jobs, newest first. Needs `imports.view`; raises ValueError on a broken cursor."""
    desk.require("imports.view")
    jobs = ImportJob.objects.of(desk.account).order_by("-pk")
    if cursor:
        jobs = jobs.filter(pk__lt=int(decode_cursor(cursor, 1)[0]))
    rows = list(jobs[: limit + 1])
    more = len(rows) > limit
    return Page(rows[:limit], next_cursor=encode_cursor(rows[limit - 1].pk) if more else None)


def import_job(desk: Desk, job_id: int) -> ImportJob:
    """One job for its page; `step`, `rows_done` and `rows_total` are its progress. Raises NoSuchJob."""
    return access_job(desk, job_id)
