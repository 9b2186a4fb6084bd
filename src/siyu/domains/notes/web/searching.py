"""The search page, and what may be meant while one types."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from siyu.domains.notes.queries.lists import topics_like
from siyu.domains.notes.queries.searching import QUERY_LONGEST, ideas, search_all, search_kind
from siyu.platform.http.limits import limited
from siyu.platform.http.member import open_page
from siyu.platform.search.kinds import kinds, ordered


@open_page
@require_safe
@limited("search", "120/minute")
def show(request: HttpRequest) -> HttpResponse:
    """Search in everything, or in one kind (`?kind=`); without words, what others talk about."""
    words = request.GET.get("q", "").strip()[:QUERY_LONGEST]
    chosen = request.GET.get("kind", "")
    chosen = chosen if chosen in kinds else ""
    labels = [(name, kind.label) for name, kind in ordered()]
    context: dict[str, Any] = {"words": words, "chosen": chosen, "kinds": labels}
    if words and chosen:
        offset = request.GET.get("offset", "")
        shelf = search_kind(request.user, words, chosen, int(offset) if offset.isdecimal() else 0)
        if getattr(request, "htmx", False):
            return render(request, "notes/search_found.html", {**context, "shelf": shelf})
        context["shelves"] = [shelf] if shelf.found else []
    elif words:
        context["shelves"] = search_all(request.user, words)
    else:
        context["topics"] = topics_like("", 12)
    return render(request, "notes/search.html", context)


@open_page
@require_safe
@limited("search.ideas", "240/minute")
def meant(request: HttpRequest) -> HttpResponse:
    """What may be meant, as a list to choose from."""
    words = request.GET.get("q", "").strip()[:QUERY_LONGEST]
    return render(request, "notes/search_ideas.html", {"words": words, "ideas": ideas(words) if words else []})
