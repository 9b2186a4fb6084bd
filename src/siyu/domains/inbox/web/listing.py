"""The list of notices, and what happens when one is pressed."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from siyu.domains.inbox.actions.read_notices import read_all, read_one
from siyu.domains.inbox.conf import FAMILY_LABELS
from siyu.domains.inbox.queries.notices import list_notices, unread
from siyu.domains.people.models import User
from siyu.platform.http.member import member_page


@member_page
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Notices by day; the next page is a fragment for the same list."""
    user, family = cast("User", request.user), request.GET.get("kind", "")
    page = list_notices(user, family, request.GET.get("cursor", ""))
    if getattr(request, "htmx", False) and request.GET.get("cursor"):
        return render(request, "inbox/days.html", {"page": page, "family": family})
    context = {"page": page, "family": family, "families": FAMILY_LABELS.items(), "unread": unread(user)}
    return render(request, "inbox/notices.html", context)


@member_page
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark all (of a kind) as read."""
    read_all(cast("User", request.user), request.POST.get("kind", ""))
    return redirect("notices")


@member_page
@require_safe
def follow(request: HttpRequest, notice: int) -> HttpResponse:
    """Mark a notice as read and go where it leads; one that leads nowhere leads back to the list."""
    found = read_one(cast("User", request.user), notice)
    ours = url_has_allowed_host_and_scheme(found.url, allowed_hosts=None)
    return redirect(found.url if found.url and ours else "notices")
