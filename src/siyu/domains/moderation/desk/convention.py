"""The editor of the convention, for platform staff: a draft, and publishing it as the next edition."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from siyu.domains.moderation.actions.edit_convention import drop_draft, publish_draft, save_draft
from siyu.domains.moderation.conf import CATEGORIES
from siyu.domains.moderation.desk.room import Room
from siyu.domains.moderation.errors import AlreadyDecided
from siyu.domains.moderation.queries.conventions import current_edition, draft, editions
from siyu.domains.moderation.rules import SEVERITIES
from siyu.domains.moderation.types import Edition, Rule
from siyu.kernel.errors import Invalid
from siyu.platform.http.toasts import toast


def edit(request: HttpRequest, room: Room) -> HttpResponse:
    """Show the draft (else what holds), or keep it."""
    if request.method != "POST":
        shown, begun = draft()
        return _page(request, room, shown, begun=begun)
    rules, post = _rules(request), request.POST
    try:
        save_draft(room.reviewer, post.get("intro", ""), rules, post.get("note", ""))
    except Invalid as wrong:
        filled = Edition(0, post.get("intro", ""), tuple(rules), post.get("note", ""))
        answer = _page(
            request, room, filled, begun=draft()[1], wrong=str(wrong), wrong_field=wrong.data.get("field", "")
        )
        answer.status_code = 422
        return answer
    return toast(request, room.go("convention"), _("The draft is kept. Nothing holds by it until it is published."))


@require_POST
def publish(request: HttpRequest, room: Room) -> HttpResponse:
    """Let the draft hold, or throw it away."""
    if request.POST.get("act") == "drop":
        drop_draft(room.reviewer)
        return toast(request, room.go("convention"), _("The draft is gone."))
    try:
        number = publish_draft(room.reviewer)
    except AlreadyDecided as late:
        return toast(request, room.go("convention"), str(late), bad=True)
    return toast(request, room.go("convention"), _("Edition %(n)s holds from now on.") % {"n": number})


def _page(request: HttpRequest, room: Room, shown: Edition, *, begun: bool, **more: object) -> HttpResponse:
    context = {
        "draft": shown, "begun": begun, "now": current_edition(), "editions": editions(),
        "severities": list(SEVERITIES), **more,
    }  # fmt: skip
    return room.show(request, "moderation/desk/convention.html", context)


def _rules(request: HttpRequest) -> list[Rule]:
    post = request.POST
    return [
        Rule(
            code,
            post.get(f"label_{code}", "").strip(),
            int(post.get(f"severity_{code}", "0")) if post.get(f"severity_{code}", "0").isdecimal() else 0,
            post.get(f"explanation_{code}", "").strip(),
            tuple(line.strip() for line in post.get(f"forms_{code}", "").splitlines() if line.strip()),
        )
        for code in CATEGORIES
    ]
