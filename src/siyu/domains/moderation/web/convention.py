"""The convention, open to everyone, each edition for ever."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from siyu.domains.moderation.queries.conventions import current_edition, edition, editions
from siyu.domains.moderation.queries.rule_words import step_words
from siyu.domains.moderation.rules import LADDER
from siyu.platform.http.member import open_page


@open_page
@require_safe
def show(request: HttpRequest, number: int = 0) -> HttpResponse:
    """An edition, or the one that holds now."""
    now = current_edition()
    shown = edition(number) if number else now
    context = {"edition": shown, "now": now, "editions": editions(), "steps": [step_words(s.code) for s in LADDER]}
    return render(request, "moderation/convention.html", context)
