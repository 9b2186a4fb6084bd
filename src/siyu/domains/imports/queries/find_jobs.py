"""Imports narrowed by state and file name, a page at a time, and how many there are in each state."""

from __future__ import annotations

from django.db.models import Count

from siyu.domains.accounts.types import Desk
from siyu.domains.imports.models import ImportJob
from siyu.kernel.paging import Page, decode_id, encode_cursor


def find_jobs(desk: Desk, *, state: str = "", words: str = "", cursor: str = "", limit: int = 20) -> Page[ImportJob]:
    """A page of jobs, newest first, with starters. Needs `imports.view`. Raises ValueError on a broken cursor."""
    desk.require("imports.view")
    jobs = ImportJob.objects.of(desk.account).select_related("started_by").order_by("-pk")
    if state:
        jobs = jobs.filter(state=state)
    if words:
        jobs = jobs.filter(file_name__icontains=words)
    if cursor:
        jobs = jobs.filter(pk__lt=decode_id(cursor))
    rows = list(jobs[: limit + 1])
    return Page(rows[:limit], next_cursor=encode_cursor(rows[limit - 1].pk) if len(rows) > limit else None)


def jobs_by_state(desk: Desk) -> dict[str, int]:
    """How many imports are in each state; states without any are left out. Needs `imports.view`."""
    desk.require("imports.view")
    counted = ImportJob.objects.of(desk.account).values_list("state").annotate(Count("pk")).order_by()
    return {str(state): int(number) for state, number in counted}
