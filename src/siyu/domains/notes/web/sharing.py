"""Sharing a note: a page with its poster and its address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from siyu.domains.notes.queries.access import published_note
from siyu.domains.notes.queries.poster import poster_of
from siyu.platform.http.limits import limited
from siyu.platform.http.member import open_page


@open_page
@require_safe
def show(request: HttpRequest, note: str) -> HttpResponse:
    """The poster to keep or send, and the address to copy."""
    found = published_note(note)
    origin = f"{request.scheme}://{request.get_host()}"
    return render(request, "notes/share.html", {"note": found, "origin": origin, "address": origin + found.address})


@open_page
@require_safe
@limited("notes.poster", "30/minute", by="ip")
def poster(request: HttpRequest, note: str) -> HttpResponse:
    """The poster as a PNG."""
    found = published_note(note)
    answer = HttpResponse(poster_of(found, f"{request.scheme}://{request.get_host()}"), content_type="image/png")
    answer["Cache-Control"] = "public, max-age=300"
    answer["Content-Disposition"] = f'inline; filename="{found.public_id}.png"'
    return answer
