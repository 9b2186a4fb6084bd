"""The console's pages of check-ins: those of a group, and who marked which day."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from siyu.domains.checkins.actions.export_marks import export_marks
from siyu.domains.checkins.queries.access import campaign_as_staff, is_over
from siyu.domains.checkins.queries.matrix import matrix_of
from siyu.domains.checkins.queries.pages import campaign_page, wall_page
from siyu.domains.checkins.queries.standings import leaders_of, marks_by_user
from siyu.domains.groups.queries.access import lead_as_staff
from siyu.domains.groups.queries.desk_head import desk_head
from siyu.kernel.errors import Invalid
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.files import csv_file

_LISTED = 100


@require_GET
@desk_page("groups.view")
def listing(request: DeskRequest, group: str) -> HttpResponse:
    """The check-ins of a group."""
    lead, search = lead_as_staff(request.desk, group, "groups.view"), request.GET.get("q", "").strip()[:40]
    try:
        page = campaign_page(lead.group, search, request.GET.get("cursor", ""))
    except ValueError as broken:
        raise Invalid(_("This address of a page is broken. Start from the first page.")) from broken
    context = {**desk_head(request.desk, lead.group, "checkins"), "page": page, "search": search}
    return render(request, "checkins/desk/list.html", context)


@require_GET
@desk_page("groups.view")
def campaign(request: DeskRequest, group: str, campaign: str) -> HttpResponse:
    """One check-in: who kept on how long, and what they wrote."""
    lead, found = campaign_as_staff(request.desk, group, campaign)
    try:
        wall = wall_page(found, None, request.GET.get("cursor", ""))
    except ValueError as broken:
        raise Invalid(_("This address of a page is broken. Start from the first page.")) from broken
    marks = marks_by_user(found)
    context = {
        **desk_head(request.desk, lead.group, "checkins"), "campaign": found, "leaders": leaders_of(found, _LISTED),
        "people": len(marks), "marks": sum(map(len, marks.values())), "over": is_over(found), "page": wall,
        "may_export": request.desk.may("fans.export"),
    }  # fmt: skip
    return render(request, "checkins/desk/campaign.html", context)


@require_GET
@desk_page("groups.view")
def days(request: DeskRequest, group: str, campaign: str) -> HttpResponse:
    """Who marked which day: members against days."""
    lead, found = campaign_as_staff(request.desk, group, campaign)
    asked, search = request.GET, request.GET.get("q", "").strip()[:30]
    only = asked.get("only", "") if asked.get("only") in {"missing", "done"} else ""
    try:
        since = date.fromisoformat(asked["from"]) if asked.get("from") else None
        matrix = matrix_of(found, since=since, search=search, only=only, cursor=asked.get("cursor", ""))
    except ValueError as broken:
        raise Invalid(_("This address of a page is broken. Start from the first page.")) from broken
    context = {
        **desk_head(request.desk, lead.group, "checkins"), "campaign": found, "matrix": matrix, "page": matrix.page,
        "search": search, "only": only, "since": asked.get("from", ""), "may_export": request.desk.may("fans.export"),
    }  # fmt: skip
    return render(request, "checkins/desk/days.html", context)


@require_POST
@desk_page("fans.export")
def export(request: DeskRequest, group: str, campaign: str) -> HttpResponse:
    """Who checked in when, as a file."""
    name = f"{request.desk.account.slug}-check-in-{campaign}"
    return csv_file(export_marks(request.desk, group, campaign), name)
