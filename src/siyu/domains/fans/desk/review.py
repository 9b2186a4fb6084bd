"""Weak matches that wait for a human: two fans side by side with the evidence."""

from __future__ import annotations

from typing import cast

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from siyu.domains.fans.actions.decide_review import Decision, decide_review
from siyu.domains.fans.errors import AlreadyDecided, MergeRefused
from siyu.domains.fans.queries.review_queue import open_count, review_page
from siyu.kernel.errors import Invalid
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.toasts import toast

_STATES = ("open", "merged", "dismissed")


@desk_page("fans.merge")
def queue(request: DeskRequest) -> HttpResponse:
    """The first match that waits and those behind it; `later` steps over without deciding."""
    account = request.desk.account
    state = request.GET.get("state", "open")
    state = state if state in _STATES else "open"
    try:
        page = review_page(account, request.GET.get("cursor"), state=state, size=1 if state == "open" else 20)
    except ValueError as broken:
        raise Invalid(_("This address of a page is broken. Start from the first page.")) from broken
    context = {"page": page, "state": state, "states": _STATES, "waiting": open_count(account)}
    return render(request, "fans/review.html", context)


@require_POST
@desk_page("fans.merge")
def decide(request: DeskRequest, review_id: int) -> HttpResponse:
    """Merge the two, or say that they are not the same."""
    slug = request.desk.account.slug
    decision = request.POST.get("decision", "")
    if decision not in ("merge", "dismiss"):
        raise Invalid(_("Say whether they are the same."), field="decision")
    survivor = request.POST.get("survivor", "")
    address = reverse("console:fans:review", kwargs={"slug": slug})
    cursor = request.POST.get("cursor", "")
    response = redirect(f"{address}?cursor={cursor}" if cursor else address)
    try:
        decide_review(
            request.desk,
            review_id,
            cast(Decision, decision),
            survivor_id=int(survivor) if survivor.isdigit() else None,
        )
    except (AlreadyDecided, MergeRefused) as refused:
        return toast(request, response, refused.message, bad=True)
    undo_url = reverse("console:fans:undo_review", kwargs={"slug": slug, "review_id": review_id})
    said = _("Now one fan.") if decision == "merge" else _("Kept as two fans.")
    return toast(request, response, said, undo=undo_url)


@require_POST
@desk_page("fans.merge")
def undo(request: DeskRequest, review_id: int) -> HttpResponse:
    """Take a decision back: the match waits again."""
    decide_review(request.desk, review_id, "undo")
    return HttpResponse(status=204)
