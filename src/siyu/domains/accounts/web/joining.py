"""The page behind an invitation to work for an account."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from siyu.domains.accounts.actions.accept_invitation import accept_invitation
from siyu.domains.accounts.errors import AlreadyStaff
from siyu.domains.accounts.queries.invitations import open_invitation
from siyu.domains.accounts.types import ROLE_LABELS
from siyu.domains.people.models import User
from siyu.platform.http.limits import limited
from siyu.platform.http.member import member_page
from siyu.platform.http.toasts import toast


@require_http_methods(["GET", "HEAD", "POST"])
@member_page
@limited("accounts.join", "30/minute")
def show(request: HttpRequest, token: str) -> HttpResponse:
    """Who invites to what; a POST accepts."""
    found = open_invitation(token)
    if request.method == "POST":
        answer = redirect("console:today", slug=found.account.slug)
        try:
            account = accept_invitation(cast("User", request.user), token)
        except AlreadyStaff as refused:
            return toast(request, answer, refused.message)
        return toast(request, answer, _("Welcome: you work for %(name)s now.") % {"name": account.name})
    return render(request, "accounts/join.html", {"invitation": found, "role": ROLE_LABELS[found.role]})
