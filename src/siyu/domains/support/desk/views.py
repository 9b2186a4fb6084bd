"""The pages of the shared inbox: the list, one thread, how the account answers."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from siyu.domains.chat.queries.access import access_conversation
from siyu.domains.chat.queries.page import talk_page
from siyu.domains.members.queries.blocking import account_blocked
from siyu.domains.support.actions.tell_desk import desk_room
from siyu.domains.support.actions.tune_inbox import tune_inbox
from siyu.domains.support.conf import support_conf
from siyu.domains.support.queries.access import PERMISSION, access_thread, colleagues
from siyu.domains.support.queries.beside import beside
from siyu.domains.support.queries.inbox import FILTERS, inbox_counts, inbox_page, inbox_tags
from siyu.domains.support.queries.quick_replies import replies_for
from siyu.domains.support.queries.reply_times import reply_times
from siyu.kernel.errors import Invalid
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.toasts import toast

FILTER_LABELS = {
    "waiting": gettext_lazy("Waits for an answer"),
    "mine": gettext_lazy("Looked after by me"),
    "unassigned": gettext_lazy("Nobody's yet"),
    "open": gettext_lazy("All open"),
    "closed": gettext_lazy("Closed"),
}


@require_GET
@desk_page(PERMISSION)
def inbox(request: DeskRequest) -> HttpResponse:
    """The list by itself, with the figures of the week."""
    context = {**_list(request), "times": reply_times(request.desk.account), "sla": support_conf(request.desk.account)}
    return render(request, "support/desk/inbox.html", context)


@require_GET
@desk_page(PERMISSION)
def rows(request: DeskRequest) -> HttpResponse:
    """The list as a fragment, fetched again when something changed."""
    return render(request, "support/desk/list.html", _list(request))


@require_GET
@desk_page(PERMISSION)
def thread(request: DeskRequest, conversation: str) -> HttpResponse:
    """One thread: the list, the talk, who the member is."""
    found = access_thread(request.desk, conversation)
    seat = access_conversation(request.user, conversation)
    before = request.GET.get("before", "")
    context = {
        **_list(request, conversation),
        **_beside(request, conversation),
        "blocked": account_blocked(found.user, request.desk.account),
        "quick": replies_for(request.desk, found),
        **talk_page(seat, request.user, before=int(before) if before.isdigit() else None, leads=True, voice="account"),
    }
    return render(request, "support/desk/thread.html", context)


@require_GET
@desk_page(PERMISSION)
def aside(request: DeskRequest, conversation: str) -> HttpResponse:
    """What stands beside the talk, fetched again when a colleague changed it."""
    return render(request, "support/desk/beside.html", _beside(request, conversation))


@require_http_methods(["GET", "POST"])
@desk_page("account.settings")
def tuning(request: DeskRequest) -> HttpResponseBase:
    """Greeting, hours and the time an answer is due in."""
    conf, trouble = support_conf(request.desk.account), None
    values = {
        "greeting": conf.greeting, "sla_minutes": str(conf.sla_minutes), "opens": f"{conf.opens:%H:%M}",
        "closes": f"{conf.closes:%H:%M}",
    }  # fmt: skip
    if request.method == "POST":
        values = {name: request.POST.get(name, "") for name in values}
        try:
            tune_inbox(request.desk, **values)
        except Invalid as wrong:
            trouble = wrong
        else:
            there = redirect("console:support_desk:tuning", slug=request.desk.account.slug)
            return toast(request, there, _("Saved."))
    wrong_field = trouble.data.get("field", "") if trouble else ""
    context = {"values": values, "trouble": trouble, "wrong": wrong_field}
    return render(request, "support/desk/tuning.html", context, status=422 if trouble else 200)


def _list(request: DeskRequest, here: str = "") -> dict[str, Any]:
    asked = request.GET.get("show", "")
    search, tag = request.GET.get("q", "").strip()[:40], request.GET.get("tag", "")[:20]
    counts = inbox_counts(request.desk)
    kind = asked if asked in FILTERS else "open"
    try:
        page = inbox_page(request.desk, kind, search, tag, request.GET.get("cursor", ""))
    except ValueError as broken:
        raise Invalid(_("This address of a page is broken. Start from the first page.")) from broken
    kept = {"show": kind, **({"q": search} if search else {}), **({"tag": tag} if tag else {})}
    return {
        "page": page,
        "here": here or request.GET.get("here", "")[:20],
        "shown": kind,
        "search": search,
        "tag": tag,
        "kept": urlencode(kept),
        "filters": [{"name": name, "label": FILTER_LABELS[name], "n": counts[name]} for name in FILTERS],
        "all_tags": inbox_tags(request.desk),
        "desk_setup": {"room": desk_room(request.desk.account.slug), "me": request.desk.user.uid},
    }


def _beside(request: DeskRequest, conversation: str) -> dict[str, Any]:
    found = access_thread(request.desk, conversation)
    return {
        "thread": found,
        "beside": beside(request.desk, found),
        "colleagues": colleagues(request.desk.account),
        "all_tags": inbox_tags(request.desk),
    }
