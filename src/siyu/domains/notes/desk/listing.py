"""The list of an account's notes, and doing something to several at once."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from siyu.domains.notes.actions.change_many import change_notes
from siyu.domains.notes.models import Note
from siyu.domains.notes.queries.desk_lists import SORTS, count_notes, list_notes
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.toasts import toast


@desk_page("content.view")
def show(request: DeskRequest) -> HttpResponse:
    """Notes by state and words, with what came of them."""
    asked = {name: request.GET.get(name, "") for name in ("state", "kind", "sort")}
    words = request.GET.get("q", "").strip()[:60]
    page = list_notes(request.desk, words=words, cursor=request.GET.get("cursor", ""), **asked)
    counts = count_notes(request.desk)
    labels = {
        "": _("All"),
        "published": _("Published"),
        "scheduled": _("Scheduled"),
        "draft": _("Drafts"),
        "hidden": _("Hidden"),
        "deleted": _("Deleted"),
    }
    total = sum(number for state, number in counts.items() if state != Note.State.DELETED)
    tabs = [
        {"name": name, "label": label, "count": counts.get(name, 0) if name else total, "on": name == asked["state"]}
        for name, label in labels.items()
    ]
    sorts = [
        (name, label, name == (asked["sort"] or "changed"))
        for name, label in zip(SORTS, (_("Last changed"), _("Likes"), _("Views"), _("Comments")), strict=True)
    ]
    context = {"page": page, "tabs": tabs, "sorts": sorts, "words": words, "total": total, **asked}
    return render(request, "notes/desk_list.html", context)


@desk_page("content.edit")
@require_POST
def act(request: DeskRequest) -> HttpResponse:
    """Hide, delete or bring back the ticked notes; the first two with a way back."""
    what = request.POST.get("act", "")
    undoing = request.GET.get("ids", "")
    if undoing:
        change_notes(request.desk, "restore", undoing.split(","))
        return HttpResponse(status=204)
    done = change_notes(request.desk, what, request.POST.getlist("note"))
    address = reverse("console:notes:act", kwargs={"slug": request.desk.account.slug})
    undo = f"{address}?{urlencode({'ids': ','.join(done)})}" if done and what != "restore" else ""
    words = {
        "hide": ngettext("Hid %(n)s note.", "Hid %(n)s notes.", len(done)),
        "delete": ngettext("Deleted %(n)s note.", "Deleted %(n)s notes.", len(done)),
        "restore": ngettext("Brought back %(n)s note.", "Brought back %(n)s notes.", len(done)),
    }[what]
    answer = redirect("console:notes:list", slug=request.desk.account.slug)
    return toast(request, answer, words % {"n": len(done)}, undo=undo)
