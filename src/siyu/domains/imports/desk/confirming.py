"""The third step: what importing would do, and the start."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from siyu.domains.imports.actions.start_import import start_import
from siyu.domains.imports.desk.findings import rejected_in_words, taken_in_words, warnings_in_words
from siyu.domains.imports.desk.shown import preset_word, shown_job
from siyu.domains.imports.errors import BadMapping, UnknownLayout, WrongState
from siyu.domains.imports.models import ImportJob
from siyu.domains.imports.queries.import_jobs import import_job
from siyu.domains.imports.queries.preview import preview
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.toasts import toast

TAKEN_SHOWN = 8
REJECTED_SHOWN = 10


@desk_page("imports.run")
def page(request: DeskRequest, job_id: int) -> HttpResponse:
    """Counts, sums, warnings and first rows of a dry run over the beginning of the file."""
    job = import_job(request.desk, job_id)
    slug = request.desk.account.slug
    if job.state != ImportJob.State.PREVIEW:
        return redirect("console:imports:job", slug=slug, job_id=job.pk)
    try:
        seen = preview(request.desk, job.pk, preset=job.preset or "auto", mapping=job.mapping or None)
    except (BadMapping, UnknownLayout):
        return redirect("console:imports:columns", slug=slug, job_id=job.pk)
    if not seen.preset and not job.mapping:
        return redirect("console:imports:columns", slug=slug, job_id=job.pk)
    context = {
        "one": shown_job(job),
        "job": job,
        "seen": seen,
        "label": preset_word(seen.preset) or seen.preset_label or str(job.mapping.get("name", "")),
        "outcome": seen.outcome,
        "asked_fen": seen.outcome.get("paid_fen", 0) + seen.outcome.get("refunded_fen", 0),
        "warnings": warnings_in_words(seen.warnings),
        "rejected": rejected_in_words(seen.rejected[:REJECTED_SHOWN]),
        "taken": taken_in_words(seen.taken[:TAKEN_SHOWN], request.desk.account.time_zone),
    }
    return render(request, "imports/preview.html", context)


@desk_page("imports.run")
@require_POST
def start(request: DeskRequest, job_id: int) -> HttpResponse:
    """Start the import with the preset or mapping that was chosen."""
    slug = request.desk.account.slug
    job = import_job(request.desk, job_id)
    answer = redirect("console:imports:job", slug=slug, job_id=job.pk)
    try:
        start_import(request.desk, job.pk, preset=job.preset or "auto", mapping=job.mapping or None)
    except WrongState:
        return toast(request, answer, _("This import was started before."), bad=True)
    except (BadMapping, UnknownLayout):
        return redirect("console:imports:columns", slug=slug, job_id=job.pk)
    return answer
