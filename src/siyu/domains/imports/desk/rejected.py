"""The rows an import refused: a page of them, and all as a CSV file."""

from __future__ import annotations

from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from siyu.domains.imports.desk.findings import csv_words, rejected_in_words
from siyu.domains.imports.desk.shown import shown_job
from siyu.domains.imports.queries.access import access_job
from siyu.domains.imports.queries.rejected_rows import rejected_csv, rejected_rows
from siyu.kernel.paging import Page
from siyu.platform.http.desk import DeskRequest, desk_page


@desk_page("imports.view")
def page(request: DeskRequest, job_id: int) -> HttpResponseBase:
    """Refused rows in the order of the file."""
    job = access_job(request.desk, job_id)
    cursor = request.GET.get("cursor", "")
    try:
        found = rejected_rows(request.desk, job.pk, cursor=cursor)
    except ValueError:
        return redirect("console:imports:rejected", slug=request.desk.account.slug, job_id=job.pk)
    context = {
        "one": shown_job(job),
        "job": job,
        "page": Page(rejected_in_words(found.rows), found.next_cursor),
        "first": not cursor,
    }
    return render(request, "imports/rejected.html", context)


@desk_page("imports.view")
def download(request: DeskRequest, job_id: int) -> HttpResponseBase:
    """All refused rows, to be mended in a spreadsheet, with words in the language of who asks."""
    job = access_job(request.desk, job_id)
    heads = (_("Field"), _("What is wrong"))
    lines = (line.encode() for line in rejected_csv(request.desk, job.pk, heads, csv_words(get_language())))
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="rejected-{job.pk}.csv"'
    return answer
