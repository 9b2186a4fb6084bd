"""The way into the console: the account chosen last, or the choice of one."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
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
