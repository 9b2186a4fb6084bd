"""How I want to be told: by family, in which hours, on which devices."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from siyu.domains.inbox.actions.set_wishes import set_quiet_hours, set_ways
from siyu.domains.inbox.adapters.push import public_key
from siyu.domains.inbox.conf import FAMILY_LABELS
from siyu.domains.inbox.queries.wishes import devices_of, quiet_hours_of, wishes_of
from siyu.domains.inbox.rules import HOURS
from siyu.domains.people.models import User
from siyu.kernel.errors import Invalid
from siyu.platform.http.member import member_page
from siyu.platform.http.toasts import toast


@member_page
def show(request: HttpRequest) -> HttpResponse:
    """Show the wishes, or keep them."""
    user = cast("User", request.user)
    if request.method == "POST":
        set_ways(user, {family: request.POST[family] for family in FAMILY_LABELS if family in request.POST})
        wanted = request.POST.get("quiet") == "on"
        start, end = (_hour(request.POST.get(name, "")) if wanted else None for name in ("start", "end"))
        set_quiet_hours(user, start, end, request.POST.get("zone", ""))
        return toast(request, redirect("my_notices"), _("Kept."))
    context = {
        "wishes": wishes_of(user),
        "quiet": quiet_hours_of(user),
        "hours": HOURS,
        "devices": devices_of(user),
        "push_key": public_key(),
    }
    return render(request, "inbox/wishes.html", context)


def _hour(text: str) -> int:
    if not text.isdecimal() or int(text) not in HOURS:
        raise Invalid(_("Please choose two hours of the day."), field="start")
    return int(text)
