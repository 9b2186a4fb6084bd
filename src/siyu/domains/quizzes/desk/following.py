"""The tasks of follow-up at the desk."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from siyu.domains.quizzes.actions.follow_up import end_follow_up, finish_follow_up, undo_follow_up
from siyu.domains.quizzes.queries.follow_ups import PERMISSION, task_page
from siyu.kernel.errors import Invalid
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.toasts import toast

STEP_WORDS = {
    "tag": (gettext_lazy("Learn more"), gettext_lazy("Chat, ask one more thing, tag what you learn.")),
    "advise": (gettext_lazy("Advise"), gettext_lazy("They are interested: give advice, no selling.")),
    "recommend": (gettext_lazy("Recommend"), gettext_lazy("Name the one thing that fits, and how to use it.")),
    "close": (gettext_lazy("Offer"), gettext_lazy("Say what is on offer and until when. Once.")),
    "serve": (gettext_lazy("Serve"), gettext_lazy("They bought: ask whether it arrived and how it goes.")),
    "need": (gettext_lazy("Next need"), gettext_lazy("Ask for feedback; listen for what they need next.")),
    "keep": (gettext_lazy("Keep in touch"), gettext_lazy("Not bought: another occasion, another answer. Never push.")),
}
SHOWS = {"due": gettext_lazy("Due"), "coming": gettext_lazy("Coming"), "done": gettext_lazy("Done")}


@require_GET
@desk_page(PERMISSION)
def tasks(request: DeskRequest) -> HttpResponse:
    """What is due, what comes, what was done."""
    show = request.GET.get("show", "due")
    show = show if show in SHOWS else "due"
    try:
        page = task_page(request.desk, show, request.GET.get("cursor", ""))
    except ValueError as broken:
        raise Invalid(_("This address of a page is broken. Start from the first page.")) from broken
    rows = [(task, *STEP_WORDS[task.follow_up.step]) for task in page.rows]
    context = {"page": page, "rows": rows, "show": show, "shows": SHOWS.items()}
    return render(request, "quizzes/desk/follow_up.html", context)


@require_POST
@desk_page(PERMISSION)
def act(request: DeskRequest, task: str) -> HttpResponseBase:
    """Done, end, or undo."""
    slug, wanted = request.desk.account.slug, request.POST.get("act") or request.GET.get("act", "")
    if wanted == "undo":
        undone = undo_follow_up(request.desk, task)
        return HttpResponse(status=204 if undone else 409)
    there = redirect("console:quizzes_desk:follow_up", slug=slug)
    undo = reverse("console:quizzes_desk:follow_up_act", kwargs={"slug": slug, "task": task}) + "?act=undo"
    if wanted == "end":
        end_follow_up(request.desk, task)
        return toast(request, there, _("Nothing more is planned for this fan."), undo=undo)
    following = finish_follow_up(request.desk, task, request.POST.get("note", ""))
    if following is None:
        words = _("Done. That was the last step.")
    else:
        words = _("Done. Next: %(step)s on %(day)s.") % {
            "step": STEP_WORDS[following.step][0], "day": f"{following.due_on:%m-%d}"
        }  # fmt: skip
    return toast(request, there, words, undo=undo)
