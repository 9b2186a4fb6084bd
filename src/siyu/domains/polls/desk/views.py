"""The console's pages of polls: those of a group, one with its results, and what staff do there."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from siyu.domains.groups.queries.access import lead_as_staff
from siyu.domains.groups.queries.desk_head import desk_head
from siyu.domains.polls.actions.close_poll import close_poll
from siyu.domains.polls.actions.export_votes import export_votes
from siyu.domains.polls.actions.remove_poll import remove_poll, restore_poll
from siyu.domains.polls.models import Poll
from siyu.domains.polls.queries.access import poll_as_staff
from siyu.domains.polls.queries.counting import view_of
from siyu.domains.polls.queries.desk_pages import desk_page_of
from siyu.domains.polls.queries.pages import starter_name
from siyu.domains.polls.queries.voters import Chosen, voters_for
from siyu.domains.polls.types import SHOWS_LABELS
from siyu.kernel.errors import Invalid
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.files import csv_file
from siyu.platform.http.toasts import toast

STATES: Final[dict[str, Promise]] = {
    "open": gettext_lazy("Takes votes"), "over": gettext_lazy("Over"), "removed": gettext_lazy("Removed"),
}  # fmt: skip


def _url(request: DeskRequest, name: str, group: str, **more: str) -> str:
    return reverse(f"console:polls_desk:{name}", kwargs={"slug": request.desk.account.slug, "group": group, **more})


@require_GET
@desk_page("groups.view")
def listing(request: DeskRequest, group: str) -> HttpResponse:
    """The polls of a group."""
    lead = lead_as_staff(request.desk, group, "groups.view")
    search, state = request.GET.get("q", "").strip()[:40], request.GET.get("state", "")
    try:
        page = desk_page_of(lead.group, search, state, request.GET.get("cursor", ""))
    except ValueError as broken:
        raise Invalid(_("This address of a page is broken. Start from the first page.")) from broken
    context = {
        **desk_head(request.desk, lead.group, "polls"), "page": page, "search": search, "state": state,
        "states": STATES.items(),
    }  # fmt: skip
    return render(request, "polls/desk/list.html", context)


@require_GET
@desk_page("groups.view")
def poll(request: DeskRequest, group: str, poll: str) -> HttpResponse:
    """One poll: its results, and who chose what where votes carry names (`?choice=`)."""
    lead, found = poll_as_staff(request.desk, group, poll)
    context = {
        **desk_head(request.desk, lead.group, "polls"), "poll": found, "chosen": _chosen(request, found),
        "view": view_of(found, request.user, member=False), "shows": SHOWS_LABELS[found.shows],
        "starter": starter_name(found),
        "may_export": request.desk.may("fans.export"),
    }  # fmt: skip
    return render(request, "polls/desk/poll.html", context)


def _chosen(request: DeskRequest, poll: Poll) -> Chosen | None:
    number = request.GET.get("choice", "")
    if not (number.isascii() and number.isdigit() and len(number) < 4):
        return None
    try:
        return voters_for(poll, int(number), request.GET.get("cursor", ""))
    except ValueError as broken:
        raise Invalid(_("This address of a page is broken. Start from the first page.")) from broken


@require_POST
@desk_page("groups.manage")
def close(request: DeskRequest, group: str, poll: str) -> HttpResponse:
    """End it before its time."""
    close_poll(*poll_as_staff(request.desk, group, poll, "groups.manage"))
    return toast(request, HttpResponseRedirect(_url(request, "poll", group, poll=poll)), _("The poll is over."))


@require_POST
@desk_page("groups.manage")
def remove(request: DeskRequest, group: str, poll: str) -> HttpResponse:
    """Take it away; the toast brings it back."""
    remove_poll(*poll_as_staff(request.desk, group, poll, "groups.manage"))
    undo = _url(request, "restore", group, poll=poll)
    return toast(request, HttpResponseRedirect(_url(request, "list", group)), _("The poll is removed."), undo=undo)


@require_POST
@desk_page("groups.manage")
def restore(request: DeskRequest, group: str, poll: str) -> HttpResponse:
    """Bring it back."""
    restore_poll(*poll_as_staff(request.desk, group, poll, "groups.manage"))
    return toast(request, HttpResponseRedirect(_url(request, "poll", group, poll=poll)), _("The poll is back."))


@require_POST
@desk_page("fans.export")
def export(request: DeskRequest, group: str, poll: str) -> HttpResponse:
    """The results as a file."""
    return csv_file(export_votes(request.desk, group, poll), f"{request.desk.account.slug}-poll-{poll}")
