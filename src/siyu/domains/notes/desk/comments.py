"""The queue of comments under an account's notes."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from siyu.domains.notes.actions.change_many import change_comments
from siyu.domains.notes.queries.desk_lists import held_comments, list_comments
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.toasts import toast


@desk_page("content.view")
def show(request: DeskRequest) -> HttpResponse:
    """Comments by state and words; those that wait come first to mind."""
    state, words = request.GET.get("state", ""), request.GET.get("q", "").strip()[:60]
    page = list_comments(request.desk, state=state, words=words, cursor=request.GET.get("cursor", ""))
    held = held_comments(request.desk)
    tabs = [
        {"name": name, "label": label, "count": held if name == "held" else None, "on": name == state}
        for name, label in {"": _("All"), "held": _("Waiting"), "shown": _("Shown"), "hidden": _("Hidden")}.items()
    ]
    return render(request, "notes/desk_comments.html", {"page": page, "tabs": tabs, "state": state, "words": words})


@desk_page("content.edit")
@require_POST
def act(request: DeskRequest) -> HttpResponse:
    """Hide or show the ticked comments, with a way back."""
    what = request.POST.get("act", "") or request.GET.get("act", "")
    if request.GET.get("ids"):
        change_comments(request.desk, what, request.GET["ids"].split(","))
        return HttpResponse(status=204)
    done = change_comments(request.desk, what, request.POST.getlist("comment"))
    address = reverse("console:notes:comments_act", kwargs={"slug": request.desk.account.slug})
    back = {"hide": "show", "show": "hide"}[what]
    undo = f"{address}?{urlencode({'act': back, 'ids': ','.join(done)})}" if done else ""
    words = {
        "hide": ngettext("Hid %(n)s comment.", "Hid %(n)s comments.", len(done)),
        "show": ngettext("%(n)s comment is shown.", "%(n)s comments are shown.", len(done)),
    }[what]
    answer = redirect("console:notes:comments", slug=request.desk.account.slug)
    return toast(request, answer, words % {"n": len(done)}, undo=undo)
