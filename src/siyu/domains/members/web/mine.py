"""我的: the head of everything that is a member's own, settings, help."""

from __future__ import annotations

from typing import Any

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from siyu.domains.members.models import Erasure
from siyu.domains.members.queries.following import follows_count
from siyu.domains.members.queries.profiles import card_of, profile_of
from siyu.domains.people.conf import WECHAT_PAGES
from siyu.domains.people.queries.asking import user_of
from siyu.domains.people.queries.ways_in import ways_in
from siyu.platform.http.member import member_page
from siyu.platform.ui import member_tabs


@member_page
def my(request: HttpRequest) -> HttpResponse:
    """我的: who I am here, what is mine, and the way to everything else."""
    user = user_of(request)
    context = {
        "card": card_of(user),
        "profile": profile_of(user),
        "follows": follows_count(user),
        "mine": _entries(user, "mine"),
        "more": _entries(user, "more"),
        "erasure": Erasure.objects.filter(user=user, undone_at=None, done_at=None).first(),
    }
    return render(request, "members/my.html", context)


@csp_update({"form-action": WECHAT_PAGES})
@member_page
def settings_page(request: HttpRequest) -> HttpResponse:
    """Ways in, language, theme."""
    return render(request, "members/settings.html", {"ways": ways_in(user_of(request))})


@member_page
def help_page(request: HttpRequest) -> HttpResponse:
    """Answers to what members ask most."""
    return render(request, "members/help.html")


def _entries(user: Any, shelf: str) -> list[dict[str, Any]]:
    found = sorted((e for _, e in member_tabs.my_entries if e.shelf == shelf), key=lambda entry: entry.order)
    return [
        {"entry": entry, "url": reverse(entry.url_name), "count": entry.count(user) if entry.count else None}
        for entry in found
    ]
