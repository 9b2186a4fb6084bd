"""Penalties that hold and that ended; ending one early."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from siyu.domains.moderation.actions.lift_penalty import lift_penalty
from siyu.domains.moderation.desk.room import Room
from siyu.domains.moderation.queries.penalty_list import list_penalties
from siyu.platform.http.toasts import toast


@require_safe
def show(request: HttpRequest, room: Room) -> HttpResponse:
    """The list, by state and words."""
    state, words = request.GET.get("state", ""), request.GET.get("q", "").strip()[:60]
    page = list_penalties(room.reviewer, state=state, words=words, cursor=request.GET.get("cursor", ""))
    return room.show(request, "moderation/desk/penalties.html", {"page": page, "state": state, "words": words})


@require_POST
def lift(request: HttpRequest, room: Room, penalty_id: int) -> HttpResponse:
    """End a penalty; its bearer hears of it."""
    penalty = lift_penalty(room.reviewer, penalty_id, request.POST.get("reason", "").strip()[:200])
    done = _("%(name)s may speak again.") % {"name": penalty.user.name or _("The member")}
    return toast(request, room.go("penalties"), done)
