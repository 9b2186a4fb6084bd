"""The list of imports."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from siyu.domains.imports.desk.guide import SOURCES
from siyu.domains.imports.desk.shown import shown_job
from siyu.domains.imports.desk.words import STATES
from siyu.domains.imports.queries.find_jobs import find_jobs, jobs_by_state
from siyu.kernel.paging import Page
from siyu.platform.http.desk import DeskRequest, desk_page


@desk_page("imports.view")
def show(request: DeskRequest) -> HttpResponse:
    """The account's imports, newest first; a state and words of the file name narrow them."""
    words = request.GET.get("q", "").strip()[:100]
    state = request.GET.get("state", "")
    state = state if state in STATES else ""
    try:
        page = find_jobs(request.desk, state=state, words=words, cursor=request.GET.get("cursor", ""))
    except ValueError:
        return redirect("console:imports:list", slug=request.desk.account.slug)
    counts = jobs_by_state(request.desk)
    context = {
        "page": Page([shown_job(job) for job in page.rows], page.next_cursor),
        "later": bool(request.GET.get("cursor")),
        "words": words,
        "state": state,
        "states": [(name, label, counts[name]) for name, label in STATES.items() if name in counts],
        "total": sum(counts.values()),
        "sources": SOURCES,
    }
    return render(request, "imports/list.html", context)
