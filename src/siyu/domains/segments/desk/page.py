"""One segment: its members, its size over time, who came and went, and the export."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from siyu.domains.segments.actions.export_segment import export_segment
from siyu.domains.segments.actions.keep_count import keep_count
from siyu.domains.segments.desk.rows import member_rows, share_of
from siyu.domains.segments.desk.trend import trend_chart
from siyu.domains.segments.desk.workbook import CONTENT_TYPE, workbook
from siyu.domains.segments.errors import InvalidTree
from siyu.domains.segments.models import Segment
from siyu.domains.segments.queries import membership
from siyu.domains.segments.queries.segments import access_segment, list_segments
from siyu.domains.segments.queries.standings import rows_of
from siyu.domains.segments.queries.used_by import uses_of
from siyu.kernel import clock
from siyu.kernel.paging import Page
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.toasts import toast

PAGE_SIZE = 50
WINDOWS = (7, 30)
MOVED_SHOWN = 4


@desk_page("segments.view")
def show(request: DeskRequest, segment: str) -> HttpResponse:
    """A segment's count and one page of its members."""
    found = access_segment(request.desk, segment)
    listed = next(one for one in list_segments(request.desk) if one.slug == found.slug)
    used = uses_of(request.desk.account, found.slug)
    context = {"segment": found, "listed": listed, "windows": WINDOWS, "used": used}
    if listed.fault:
        return render(request, "segments/segment.html", context)
    try:
        context |= _members(request, found)
    except InvalidTree as broken:
        context["fault"] = broken.message
    except ValueError:
        return redirect("console:segments:segment", slug=request.desk.account.slug, segment=found.slug)
    return render(request, "segments/segment.html", context)


def _members(request: DeskRequest, segment: Segment) -> dict[str, object]:
    account = request.desk.account
    cursor = request.GET.get("cursor") or None
    counted = membership.count(account, segment.tree)
    keep_count(segment, counted)
    members = membership.members(account, segment.tree, counted.as_of, limit=PAGE_SIZE, cursor=cursor)
    rows = rows_of(account, [member.person_id for member in members.persons])
    page = Page(member_rows(account, rows), members.next_cursor)
    return {"counted": counted, "share": share_of(counted), "page": page, "first": cursor is None}


@desk_page("segments.view")
def trend(request: DeskRequest, segment: str) -> HttpResponse:
    """The chart of its size at the last twelve month ends and now."""
    found = access_segment(request.desk, segment)
    return render(request, "segments/trend.html", {"chart": trend_chart(request.desk.account, found)})


@desk_page("segments.view")
def moves(request: DeskRequest, segment: str) -> HttpResponse:
    """Who entered and who left in the last 7 or 30 days."""
    found = access_segment(request.desk, segment)
    asked = request.GET.get("days", "")
    days = int(asked) if asked in {str(window) for window in WINDOWS} else WINDOWS[0]
    account = request.desk.account
    now = clock.now()
    changed = membership.changes(account, found.tree, now - timedelta(days=days), now, n=MOVED_SHOWN)
    named = {
        row.person_id: row
        for row in rows_of(account, [one.person_id for one in (*changed.entered_sample, *changed.left_sample)])
    }
    context = {
        "segment": found,
        "days": days,
        "windows": WINDOWS,
        "changed": changed,
        "entered": [named[one.person_id] for one in changed.entered_sample if one.person_id in named],
        "left": [named[one.person_id] for one in changed.left_sample if one.person_id in named],
    }
    return render(request, "segments/moves.html", context)


@desk_page("fans.export")
def export(request: DeskRequest, segment: str) -> HttpResponseBase:
    """All members as a CSV file or, with `form=xlsx`, as an Excel workbook."""
    found = access_segment(request.desk, segment)
    try:
        lines = export_segment(request.desk, found.slug)
    except InvalidTree:
        answer = redirect("console:segments:segment", slug=request.desk.account.slug, segment=found.slug)
        return toast(request, answer, _("Its conditions must be mended first."), bad=True)
    form = "xlsx" if request.GET.get("form") == "xlsx" else "csv"
    day = clock.local_day(clock.now(), request.desk.account.time_zone)
    content = workbook(lines) if form == "xlsx" else (line.encode() for line in lines)
    kind = CONTENT_TYPE if form == "xlsx" else "text/csv; charset=utf-8"
    file = StreamingHttpResponse(content, content_type=kind)
    file.headers["Content-Disposition"] = _attachment(f"{found.slug}-{day:%Y%m%d}.{form}", form)
    return file


def _attachment(name: str, form: str) -> str:
    return f"attachment; filename=\"segment.{form}\"; filename*=UTF-8''{quote(name)}"
