"""The console's pages of a group's programme: list, one entry, its form, who came in a week."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from siyu.domains.groups.queries.access import lead_as_staff
from siyu.domains.groups.queries.desk_head import desk_head
from siyu.domains.groups.types import Lead
from siyu.domains.moderation.errors import RefusedText
from siyu.domains.programmes.actions.call_off_entry import bring_back_entry, call_off_entry
from siyu.domains.programmes.actions.edit_entry import edit_entry
from siyu.domains.programmes.actions.export_attendance import export_entry, export_week
from siyu.domains.programmes.actions.post_cards import post_entry
from siyu.domains.programmes.actions.write_entry import write_entry
from siyu.domains.programmes.errors import NotNow
from siyu.domains.programmes.models import Entry
from siyu.domains.programmes.queries.access import see_as_staff
from siyu.domains.programmes.queries.attendance import matrix_of
from siyu.domains.programmes.queries.entry_page import entry_page
from siyu.domains.programmes.queries.lists import entry_list
from siyu.domains.programmes.rules import monday_of
from siyu.domains.programmes.types import PHASE_LABELS
from siyu.domains.programmes.web.asking import broken_address, read_day
from siyu.domains.programmes.web.making import TROUBLES
from siyu.domains.programmes.web.reading import form_context, read_entry_form
from siyu.kernel import clock
from siyu.kernel.errors import Invalid, NotFound, SiyuError
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.files import csv_file
from siyu.platform.http.toasts import toast

_TAB = "programmes"


def _address(request: DeskRequest, name: str, **more: Any) -> str:
    return reverse(f"console:programmes_desk:{name}", kwargs={"slug": request.desk.account.slug, **more})


@require_GET
@desk_page("groups.view")
def listing(request: DeskRequest, group: str) -> HttpResponse:
    """The entries of a group."""
    lead = lead_as_staff(request.desk, group, "groups.view")
    search, state = request.GET.get("q", "").strip()[:30], request.GET.get("state", "")
    try:
        page = entry_list(lead.group, lead.user, state, search, request.GET.get("cursor", ""))
    except ValueError as broken:
        raise broken_address() from broken
    context = {
        **desk_head(request.desk, lead.group, _TAB), "page": page, "search": search, "state": state,
        "states": list(PHASE_LABELS.items()),
    }  # fmt: skip
    return render(request, "programmes/desk/list.html", context)


@require_GET
@desk_page("groups.view")
def entry(request: DeskRequest, group: str, entry: str) -> HttpResponse:
    """One entry: who wished and who came."""
    sight, asked = see_as_staff(request.desk, group, entry, "groups.view"), request.GET
    try:
        shown = entry_page(sight, asked.get("only", "came"), asked.get("q", "").strip()[:30], asked.get("cursor", ""))
    except ValueError as broken:
        raise broken_address() from broken
    head = {**desk_head(request.desk, sight.lead.group, _TAB), "may_export": request.desk.may("fans.export")}
    return render(request, "programmes/desk/entry.html", {**shown, **head})


@require_GET
@desk_page("groups.view")
def attendance(request: DeskRequest, group: str) -> HttpResponse:
    """Members by the entries of a week: who came to what."""
    lead, search = lead_as_staff(request.desk, group, "groups.view"), request.GET.get("q", "").strip()[:30]
    today = clock.local_day(clock.now(), lead.group.account.time_zone)
    monday = monday_of(read_day(request.GET.get("week", "")) or today)
    try:
        matrix = matrix_of(lead.group, lead.user, monday, search, request.GET.get("cursor", ""))
    except ValueError as broken:
        raise broken_address() from broken
    context = {
        **desk_head(request.desk, lead.group, _TAB), "matrix": matrix, "search": search, "monday": monday,
        "sunday": monday + timedelta(days=6), "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7), "may_export": request.desk.may("fans.export"),
    }  # fmt: skip
    return render(request, "programmes/desk/attendance.html", context)


@require_http_methods(["GET", "POST"])
@desk_page("groups.manage")
def new(request: DeskRequest, group: str) -> HttpResponseBase:
    """Write an entry as the account."""
    lead, trouble = lead_as_staff(request.desk, group), None
    if request.method == "POST":
        sent = request.POST
        try:
            form = read_entry_form(sent, request.desk.account)
            made = write_entry(lead, form, sent.get("nonce", ""), show="show" in sent)
            return toast(request, _to(request, group, made.public_id), _("It stands in the programme."))
        except TROUBLES as wrong:
            trouble = wrong
    return _form(request, lead, None, trouble)


@require_http_methods(["GET", "POST"])
@desk_page("groups.manage")
def edit(request: DeskRequest, group: str, entry: str) -> HttpResponseBase:
    """Change an entry."""
    sight, trouble = see_as_staff(request.desk, group, entry), None
    if request.method == "POST":
        try:
            edit_entry(sight, read_entry_form(request.POST, request.desk.account))
            return toast(request, _to(request, group, entry), _("Saved."))
        except TROUBLES as wrong:
            trouble = wrong
    return _form(request, sight.lead, sight.entry, trouble)


def _form(request: DeskRequest, lead: Lead, entry: Entry | None, trouble: SiyuError | None) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    context = {**form_context(lead, entry, sent, trouble), **desk_head(request.desk, lead.group, _TAB)}
    return render(request, "programmes/desk/form.html", context, status=422 if trouble else 200)


def _to(request: DeskRequest, group: str, entry: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(_address(request, "entry", group=group, entry=entry))


@require_POST
@desk_page("groups.manage")
def move(request: DeskRequest, group: str, entry: str, move: str) -> HttpResponseBase:
    """Call off, bring back, show in the chat."""
    sight, back = see_as_staff(request.desk, group, entry), _to(request, group, entry)
    try:
        if move == "call-off":
            call_off_entry(sight, request.POST.get("words", ""))
            undo = _address(request, "move", group=group, entry=entry, move="bring-back")
            return toast(request, back, _("Called off. Whoever wished a reminder hears of it."), undo=undo)
        if move == "bring-back":
            bring_back_entry(sight)
            return toast(request, back, _("It takes place after all."))
        if move == "show":
            post_entry(sight, request.POST.get("nonce", ""))
            return toast(request, back, _("It stands in the chat."))
    except (Invalid, NotNow, RefusedText) as wrong:
        return toast(request, back, str(wrong.message), bad=True)
    raise NotFound("There is no such move.", move=move)


@require_POST
@desk_page("fans.export")
def export(request: DeskRequest, group: str, entry: str) -> HttpResponse:
    """Who wished and who came, as a file."""
    sight = see_as_staff(request.desk, group, entry, "fans.export")
    return csv_file(export_entry(sight), f"{request.desk.account.slug}-programme-{entry}")


@require_POST
@desk_page("fans.export")
def export_all(request: DeskRequest, group: str) -> HttpResponse:
    """The same of a whole week."""
    lead = lead_as_staff(request.desk, group, "fans.export")
    today = clock.local_day(clock.now(), lead.group.account.time_zone)
    monday = monday_of(read_day(request.POST.get("week", "")) or today)
    return csv_file(export_week(lead, monday), f"{request.desk.account.slug}-programme-{monday}")
