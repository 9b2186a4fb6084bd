"""The way into the console: the account chosen last, or the choice of one."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from django.contrib.auth.decorators import login_required
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from siyu.domains.accounts.queries import access
from siyu.domains.people.models import User

LAST_ACCOUNT = "last_account"


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the account chosen last, or to the only one; else let people choose."""
    memberships = access.memberships_of(cast(User, request.user))
    slugs = [one.account.slug for one in memberships]
    last = request.session.get(LAST_ACCOUNT)
    if last in slugs or len(slugs) == 1:
        return redirect("console:today", slug=last if last in slugs else slugs[0])
    return redirect("console:accounts")


@login_required
def accounts(request: HttpRequest) -> HttpResponse:
    """The accounts that the asker works for."""
    memberships = access.memberships_of(cast(User, request.user))
    return render(request, "console/accounts.html", {"memberships": memberships})


def offline(request: HttpRequest) -> HttpResponse:
    """What a browser shows when nothing answers; the worker keeps it ready."""
    return render(request, "console/offline.html")


def offline_worker(_request: HttpRequest) -> HttpResponse:
    """The service worker, from an address above the pages it stands in for."""
    found = finders.find("console/offline_worker.js")
    return HttpResponse(Path(str(found)).read_text(), content_type="text/javascript")
