"""The list of segments."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from siyu.domains.segments.desk.ideas import IDEAS
from siyu.domains.segments.queries.segments import list_segments
from siyu.kernel.paging import Page, decode_id, encode_cursor
from siyu.kernel.text import fold
from siyu.platform.http.desk import DeskRequest, desk_page

PAGE_SIZE = 20


@desk_page("segments.view")
def show(request: DeskRequest) -> HttpResponse:
    """The account's segments with their sentence and last count; words of the name or the sentence narrow it."""
    words = request.GET.get("q", "").strip()
    every = list_segments(request.desk)
    found = [one for one in every if fold(words) in fold(f"{one.name} {one.sentence}")]
    start = _start(request.GET.get("cursor", ""))
    page = Page(
        found[start : start + PAGE_SIZE],
        next_cursor=encode_cursor(start + PAGE_SIZE) if len(found) > start + PAGE_SIZE else None,
        previous_cursor=encode_cursor(max(start - PAGE_SIZE, 0)) if start else None,
    )
    context = {"page": page, "total": len(every), "found": len(found), "words": words, "ideas": IDEAS.values()}
    return render(request, "segments/list.html", context)


def _start(cursor: str) -> int:
    try:
        return decode_id(cursor)
    except ValueError:
        return 0
