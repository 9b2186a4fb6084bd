"""The page of a note, and reacting to it."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from siyu.domains.notes.actions.react_to_note import COUNTED, react_to_note
from siyu.domains.notes.queries.mentions import slugs_named
from siyu.domains.notes.queries.note_page import note_page
from siyu.domains.notes.web.comment_list import first_comments
from siyu.domains.people.models import User
from siyu.kernel.errors import NotFound
from siyu.platform.http.limits import limited
from siyu.platform.http.member import member_page, open_page


@open_page
@require_safe
def show(request: HttpRequest, note: str) -> HttpResponse:
    """The note with its first comments; open to everyone while it is published."""
    page = note_page(request.user, note)
    context = {
        "page": page,
        "note": page.note,
        "comments": first_comments(request, page),
        "accounts": slugs_named(page.note),
        "share_picture": page.note.cover_id and page.pictures and page.pictures[0].share_url,
        "origin": f"{request.scheme}://{request.get_host()}",
    }
    return render(request, "notes/note.html", context)


@require_POST
@member_page
@limited("notes.react", "120/minute")
def react(request: HttpRequest, note: str, kind: str) -> HttpResponse:
    """Like, collect or share (`on=0` takes it back); JSON with the counters, or back to the note without JavaScript."""
    if kind not in COUNTED:
        raise NotFound("There is no such reaction.")
    on = request.POST.get("on", "1") != "0"
    found = react_to_note(cast("User", request.user), note, kind, on=on)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"on": on, **{name: getattr(found, name) for name in COUNTED.values()}})
    return redirect("notes:note", note=note)
