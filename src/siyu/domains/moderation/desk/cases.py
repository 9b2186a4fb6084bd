"""The review queue, and deciding one case."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from siyu.domains.moderation.actions.decide_case import decide_case
from siyu.domains.moderation.actions.undo_decision import undo_decision
from siyu.domains.moderation.desk.room import Room
from siyu.domains.moderation.errors import AlreadyDecided
from siyu.domains.moderation.queries.case_page import case_page
from siyu.domains.moderation.queries.conventions import current_edition
from siyu.domains.moderation.queries.queue import AGES, STATES, Asked, count_cases, kinds, list_cases, next_case
from siyu.domains.moderation.queries.rule_words import step_words
from siyu.domains.moderation.rules import LADDER
from siyu.domains.moderation.types import Decision
from siyu.kernel.errors import Invalid
from siyu.platform.http.toasts import toast

_OUTCOMES = ("dismiss", "hide", *(step.code for step in LADDER))


@require_safe
def queue(request: HttpRequest, room: Room) -> HttpResponse:
    """What waits, what is late first; or what was decided."""
    state = request.GET.get("state", "open")
    asked = Asked(
        state=state if state in STATES else "open",
        words=request.GET.get("q", "").strip()[:60],
        kind=request.GET.get("kind", ""),
        category=request.GET.get("category", ""),
        age=request.GET.get("age", ""),
    )
    counts = count_cases(room.reviewer)
    labels = {"open": _("Reported"), "held": _("Held back"), "decided": _("Already decided")}
    ages = dict(zip(AGES, (_("Late"), _("Due within 4 hours"), _("Time enough")), strict=True))
    context = {
        "page": list_cases(room.reviewer, asked, request.GET.get("cursor", "")),
        "asked": asked,
        "narrowed": bool(asked.words or asked.kind or asked.category or asked.age),
        "late": counts["late"],
        "tabs": [(name, label, counts.get(name), name == asked.state) for name, label in labels.items()],
        "kinds": kinds(),
        "rules": current_edition().rules,
        "ages": ages.items(),
    }
    return room.show(request, "moderation/desk/queue.html", context)


@require_safe
def show(request: HttpRequest, room: Room, case_id: int) -> HttpResponse:
    """One case with its evidence and what the convention proposes; HTMX asks for the proposal alone."""
    category, aggravated = request.GET.get("category", ""), request.GET.get("aggravated") == "on"
    page = case_page(room.reviewer, case_id, category=category, aggravated=aggravated)
    outcomes = [(code, step_words(code)) for code in _OUTCOMES]
    context = {"page": page, "case": page.case, "outcomes": outcomes, "proposed": step_words(page.step.code)}
    part = getattr(request, "htmx", False) and "category" in request.GET
    return room.show(request, "moderation/desk/proposal.html" if part else "moderation/desk/case.html", context)


@require_POST
def decide(request: HttpRequest, room: Room, case_id: int) -> HttpResponse:
    """Decide; whoever comes second is shown what the colleague decided."""
    post = request.POST
    decision = Decision(post.get("outcome", ""), post.get("category", ""), post.get("reason", "").strip()[:200])
    try:
        case = decide_case(room.reviewer, case_id, decision)
    except AlreadyDecided as late:
        return toast(request, room.go("case", case_id=case_id), str(late), bad=True)
    except Invalid as wrong:
        return _again(request, room, case_id, decision, wrong)
    following = next_case(room.reviewer, case)
    answer = room.go("case", case_id=following.pk) if following else room.go("queue")
    done = _("Decided: %(what)s.") % {"what": step_words(case.outcome)}
    return toast(request, answer, done, undo=room.url("undo", case_id=case.pk))


@require_POST
def undo(request: HttpRequest, room: Room, case_id: int) -> HttpResponse:
    """Take the decision back; the case is open again."""
    case = undo_decision(room.reviewer, case_id)
    if request.POST.get("stay"):
        return toast(request, room.go("case", case_id=case.pk), _("Taken back. The case is open again."))
    return HttpResponse(status=204)


def _again(request: HttpRequest, room: Room, case_id: int, decision: Decision, wrong: Invalid) -> HttpResponse:
    """The page once more, with what was filled in and what is wrong beside it."""
    page = case_page(room.reviewer, case_id, category=decision.category)
    context = {
        "page": page, "case": page.case, "outcomes": [(code, step_words(code)) for code in _OUTCOMES],
        "proposed": step_words(page.step.code), "decision": decision, "wrong": str(wrong),
        "wrong_field": wrong.data.get("field", ""),
    }  # fmt: skip
    answer = room.show(request, "moderation/desk/case.html", context)
    answer.status_code = 422
    return answer
