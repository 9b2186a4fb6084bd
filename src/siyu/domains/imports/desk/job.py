"""One import: waiting, running, done, failed or cancelled; its progress, cancelling it, taking it up again."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh

from siyu.domains.imports.actions.cancel_import import cancel_import
from siyu.domains.imports.actions.reopen_import import may_reopen, reopen_import
from siyu.domains.imports.desk.findings import explain, rejected_in_words, warnings_in_words
from siyu.domains.imports.desk.shown import shown_job
from siyu.domains.imports.desk.words import STEPS
from siyu.domains.imports.errors import WrongState
from siyu.domains.imports.models import ImportJob
from siyu.domains.imports.queries.access import access_job
from siyu.domains.imports.queries.rejected_rows import rejected_rows
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.toasts import toast

LIVE = {ImportJob.State.WAITING, ImportJob.State.RUNNING}
_REJECTED_SHOWN = 10


@desk_page("imports.view")
def show(request: DeskRequest, job_id: int) -> HttpResponse:
    """The page of an import in whatever state it is; one to be confirmed leads to its next step."""
    job = access_job(request.desk, job_id)
    if job.state == ImportJob.State.PREVIEW:
        return redirect("console:imports:columns", slug=request.desk.account.slug, job_id=job.pk)
    context: dict[str, Any] = {"one": shown_job(job), "job": job}
    if job.state in LIVE:
        return render(request, "imports/running.html", context | _progress(job))
    context["rejected"] = rejected_in_words(rejected_rows(request.desk, job.pk, limit=_REJECTED_SHOWN).rows)
    context["warnings"] = warnings_in_words(job.warnings)
    context["reopenable"] = may_reopen(job)
    context["error"] = explain(job.counters.get("fault", {}), job.error)
    return render(request, "imports/result.html", context)


def _progress(job: ImportJob) -> dict[str, Any]:
    names = list(STEPS)
    at = names.index(job.step) if job.step in names else 0
    return {
        "steps": [
            {
                "word": STEPS[name],
                "past": n < at,
                "here": n == at and job.state == ImportJob.State.RUNNING,
                "later": n > at,
            }
            for n, name in enumerate(names)
        ],
        "done": job.rows_done,
        "total": job.rows_total,
    }


@desk_page("imports.view")
def progress(request: DeskRequest, job_id: int) -> HttpResponse:
    """How far a running import is; asks the page to load anew when it is over."""
    job = access_job(request.desk, job_id)
    if job.state not in LIVE:
        return HttpResponseClientRefresh()
    return render(request, "imports/progress.html", {"one": shown_job(job), "job": job} | _progress(job))


@desk_page("imports.run")
@require_POST
def cancel(request: DeskRequest, job_id: int) -> HttpResponse:
    """Stop an import, before or while it runs."""
    answer = redirect("console:imports:job", slug=request.desk.account.slug, job_id=job_id)
    try:
        job = cancel_import(request.desk, job_id)
    except WrongState:
        return toast(request, answer, _("This import is over already."), bad=True)
    if job.started_at is None:
        answer = redirect("console:imports:list", slug=request.desk.account.slug)
    return toast(request, answer, _("Cancelled. What was written stays, and importing the file again completes it."))


@desk_page("imports.run")
@require_POST
def reopen(request: DeskRequest, job_id: int) -> HttpResponse:
    """Take a failed or cancelled import up again."""
    slug = request.desk.account.slug
    try:
        reopen_import(request.desk, job_id)
    except WrongState:
        answer = redirect("console:imports:job", slug=slug, job_id=job_id)
        return toast(request, answer, _("Its file is gone. Drop it in again."), bad=True)
    return redirect("console:imports:columns", slug=slug, job_id=job_id)
