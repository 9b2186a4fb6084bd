"""One's own notes, and those one liked or collected."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from siyu.domains.notes.models import Note
from siyu.domains.notes.queries.lists import notes_i_marked, notes_i_wrote
from siyu.platform.http.member import member_page

_STATES = {
    "published": Note.State.PUBLISHED,
    "drafts": Note.State.DRAFT,
    "scheduled": Note.State.SCHEDULED,
    "hidden": Note.State.HIDDEN,
}


@require_safe
@member_page
def notes(request: HttpRequest) -> HttpResponse:
    """Notes of the accounts one writes for, by state."""
    chosen = request.GET.get("state", "")
    chosen = chosen if chosen in _STATES else "published"
    page = notes_i_wrote(request.user, _STATES[chosen], request.GET.get("cursor", ""))
    labels = {
        "published": _("Published"),
        "drafts": _("Drafts"),
        "scheduled": _("Scheduled"),
        "hidden": _("Hidden"),
    }
    context = {"page": page, "chosen": chosen, "states": labels.items()}
    template = "notes/mine_cards.html" if getattr(request, "htmx", False) else "notes/mine.html"
    return render(request, template, context)


@require_safe
@member_page
def likes(request: HttpRequest) -> HttpResponse:
    """Notes one liked."""
    return _marked(request, "like", _("Liked"), _("What you like is kept here."))


@require_safe
@member_page
def collects(request: HttpRequest) -> HttpResponse:
    """Notes one collected."""
    return _marked(request, "collect", _("Collected"), _("Tap ☆ under a note to find it here again."))


def _marked(request: HttpRequest, kind: str, heading: str, empty: str) -> HttpResponse:
    page = notes_i_marked(request.user, kind, request.GET.get("cursor", ""))
    context = {"page": page, "heading": heading, "empty": empty}
    template = "notes/marked_cards.html" if getattr(request, "htmx", False) else "notes/marked.html"
    return render(request, template, context)
