"""The third step: what importing would do, counted over the whole file, and the start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh

from siyu.domains.imports.actions.start_import import start_import
from siyu.domains.imports.actions.try_import import try_import
from siyu.domains.imports.desk.findings import (
    explain,
    explain_fault,
    rejected_in_words,
    taken_in_words,
    warnings_in_words,
)
from siyu.domains.imports.desk.looking import preview
from siyu.domains.imports.desk.shown import counters_of, preset_word, shown_job
from siyu.domains.imports.desk.words import COUNT_STEPS
from siyu.domains.imports.errors import BadMapping, NotATable, UnknownLayout, UnreadableRow, WrongState
from siyu.domains.imports.jobs import count_later
from siyu.domains.imports.models import ImportJob
from siyu.domains.imports.queries.access import access_job
from siyu.domains.imports.queries.rejected_rows import rejected_rows
from siyu.domains.imports.queries.trial import Trial, choice_of, is_quick, trial_of
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.toasts import toast
from siyu.platform.jobs.progress import progress_of

if TYPE_CHECKING:
    from siyu.domains.imports.queries.preview import Preview

TAKEN_SHOWN = 8
REJECTED_SHOWN = 10


@desk_page("imports.run")
def page(request: DeskRequest, job_id: int) -> HttpResponse:
    """The exact outcome of a dry run; a large file is counted in the background while the first rows are shown."""
    job = access_job(request.desk, job_id)
    slug = request.desk.account.slug
    if job.state != ImportJob.State.PREVIEW:
        return redirect("console:imports:job", slug=slug, job_id=job.pk)
    try:
        seen = preview(request.desk, job.pk, preset=job.preset or "auto", mapping=job.mapping or None)
    except (BadMapping, UnknownLayout):
        return redirect("console:imports:columns", slug=slug, job_id=job.pk)
    except (NotATable, UnreadableRow) as broken:
        context = {"one": shown_job(job), "job": job, "fault": explain_fault(broken)}
        return render(request, "imports/preview.html", context)
    if not seen.preset and not job.mapping:
        return redirect("console:imports:columns", slug=slug, job_id=job.pk)
    if trial_of(job) is None and is_quick(job):
        try_import(job.pk, choice_of(job))
        job = access_job(request.desk, job_id)
    trial = trial_of(job)
    context = {
        "one": shown_job(job),
        "job": job,
        "label": preset_word(seen.preset) or seen.preset_label or str(job.mapping.get("name", "")),
        "taken": taken_in_words(seen.taken[:TAKEN_SHOWN], request.desk.account.time_zone),
        **(_counted(request, job, trial) if trial else _being_counted(job, seen)),
    }
    return render(request, "imports/preview.html", context)


def _counted(request: DeskRequest, job: ImportJob, trial: Trial) -> dict[str, Any]:
    refused = rejected_rows(request.desk, job.pk, limit=REJECTED_SHOWN).rows
    return {
        "counted": counters_of(trial.counters),
        "fault": explain(trial.fault, trial.error) if trial.fault else "",
        "warnings": warnings_in_words(trial.warnings),
        "rejected": rejected_in_words(refused),
        "rejected_number": int(trial.counters.get("rejected") or 0),
    }


def _being_counted(job: ImportJob, seen: Preview) -> dict[str, Any]:
    return {
        "counting": _progress(job, count_later(job)),
        "warnings": warnings_in_words(seen.warnings),
        "rejected": rejected_in_words(seen.rejected[:REJECTED_SHOWN]),
        "sampled": seen.sampled_rows,
    }


def _progress(job: ImportJob, key: str) -> dict[str, Any]:
    found = progress_of(key, job.account_id) or {"state": "done", "step": "", "done": 0, "total": 0}
    steps = list(COUNT_STEPS)
    at = steps.index(found["step"]) if found["step"] in steps else 0
    return {**found, "word": COUNT_STEPS[steps[at]], "number": at + 1, "of": len(steps)}


@desk_page("imports.run")
def counting(request: DeskRequest, job_id: int) -> HttpResponse:
    """How far counting a large file is; asks the page to load anew when it is counted."""
    job = access_job(request.desk, job_id)
    if job.state != ImportJob.State.PREVIEW or trial_of(job) is not None:
        return HttpResponseClientRefresh()
    context = {"job": job, "counting": _progress(job, count_later(job))}
    return render(request, "imports/counting.html", context)


@desk_page("imports.run")
@require_POST
def start(request: DeskRequest, job_id: int) -> HttpResponse:
    """Start the import with the preset or mapping that was chosen, whether it was counted or not."""
    slug = request.desk.account.slug
    job = access_job(request.desk, job_id)
    answer = redirect("console:imports:job", slug=slug, job_id=job.pk)
    try:
        start_import(request.desk, job.pk, preset=job.preset or "auto", mapping=job.mapping or None)
    except WrongState:
        return toast(request, answer, _("This import was started before."), bad=True)
    except (BadMapping, UnknownLayout):
        return redirect("console:imports:columns", slug=slug, job_id=job.pk)
    return answer
