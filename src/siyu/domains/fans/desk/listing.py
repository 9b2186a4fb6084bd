"""The fans list: filters as chips, saved views, export."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from siyu.domains.accounts.types import Desk
from siyu.domains.fans.actions.delete_view import delete_view
from siyu.domains.fans.actions.export_persons import CONTENT_TYPES, Format, export_persons
from siyu.domains.fans.actions.rename_view import rename_view
from siyu.domains.fans.actions.save_view import save_view
from siyu.domains.fans.desk import facets
from siyu.domains.fans.errors import BadFilters
from siyu.domains.fans.queries import person_list
from siyu.domains.fans.queries import person_narrowing as narrowing
from siyu.domains.fans.queries.person_filters import PersonFilters
from siyu.domains.fans.queries.saved_views import saved_views
from siyu.domains.fans.queries.segment_members import segment_names
from siyu.domains.fans.queries.tags import tag_names
from siyu.domains.fans.templatetags.fans import conf_of
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.kernel.money import parse_fen
from siyu.kernel.paging import Page
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.toasts import toast
from siyu.platform.jobs.progress import progress_of

_YUAN = {"net_paid_min_yuan": "net_paid_min", "net_paid_max_yuan": "net_paid_max"}
_TAGS_OFFERED = 60


def asked_filters(desk: Desk, query: QueryDict) -> PersonFilters:
    """The filters of a query; amounts may come in yuan, as the range form sends them.

    Raises BadFilters, Forbidden for a segment without `segments.view`.
    """
    plain = query.copy()
    for typed, field in _YUAN.items():
        text = plain.pop(typed, [""])[-1]
        if not text.strip():
            continue
        try:
            plain[field] = str(parse_fen(text))
        except ValueError as wrong:
            raise BadFilters(_("Write an amount like 300 or 1,299.50."), field=field) from wrong
    filters = PersonFilters.from_query(plain)
    if filters.segment:
        desk.require("segments.view")
    return filters


@desk_page("fans.view")
def listing(request: DeskRequest) -> HttpResponse:
    """The list itself."""
    account = request.desk.account
    trouble = ""
    try:
        filters = asked_filters(request.desk, request.GET)
        plan = narrowing.plan(account, filters)
    except BadFilters as wrong:
        filters, trouble = PersonFilters(), wrong.message if wrong.message != wrong.code else str(wrong.data["field"])
        plan = narrowing.plan(account, filters)
    page = _page(request, filters, plan)
    context = {
        "filters": filters,
        "query": filters.to_query(),
        "hidden": facets.kept_fields(filters),
        "trouble": trouble,
        "page": page,
        "counted": person_list.count(account, filters, plan=plan),
        "facets": facets.facets(
            filters, conf_of(request), tag_names(account, limit=_TAGS_OFFERED), _segments(request.desk)
        ),
        "columns": facets.columns(filters),
        "keep_for_search": facets.kept_fields(filters, "search"),
        "views": _views(account, filters),
        "clear_search": facets.address(filters, search=""),
        "job": _job(request),
    }
    return render(request, "fans/listing.html", context)


def _segments(desk: Desk) -> list[tuple[str, str]]:
    return segment_names(desk.account) if desk.may("segments.view") else []


def _page(request: DeskRequest, filters: PersonFilters, plan: narrowing.Plan) -> Page[Any]:
    try:
        return person_list.page(request.desk.account, filters, request.GET.get("cursor"), plan=plan)
    except ValueError as broken:
        raise Invalid(_("This address of a page is broken. Start from the first page.")) from broken


def _views(account: Any, filters: PersonFilters) -> list[dict[str, Any]]:
    now = filters.to_query()
    return [
        {"view": view, "url": "?" + _query_string(view.query), "on": _same(view.query, now)}
        for view in saved_views(account)
    ]


def _same(query: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    try:
        return PersonFilters.from_query(query).to_query() == now
    except BadFilters:
        return False


def _query_string(query: Mapping[str, Any]) -> str:
    try:
        return facets.address(PersonFilters.from_query(query))[1:]
    except BadFilters:  # a tier that is no more, say: the view opens without what it cannot have
        return ""


def _job(request: DeskRequest) -> dict[str, Any] | None:
    key = request.GET.get("job", "")
    return progress_of(key, request.desk.account.pk) if key else None


@desk_page("fans.view")
def job(request: DeskRequest, key: str) -> HttpResponse:
    """How far a bulk job is: the bar asks every second until it is done."""
    found = progress_of(key, request.desk.account.pk)
    return render(request, "fans/job.html", {"job": found}, status=200 if found else 404)


def back_to_list(request: DeskRequest, filters: PersonFilters, **more: str) -> HttpResponse:
    """Lead back to the list as it was."""
    address = facets.address(filters)
    extra = "".join(f"&{name}={value}" for name, value in more.items())
    return redirect(reverse("console:fans:list", kwargs={"slug": request.desk.account.slug}) + address + extra)


@require_POST
@desk_page("fans.export")
def export(request: DeskRequest) -> StreamingHttpResponse:
    """The list as a file."""
    form: Format = "xlsx" if request.POST.get("form") == "xlsx" else "csv"
    blocks = export_persons(request.desk, asked_filters(request.desk, request.POST), form)
    response = StreamingHttpResponse(blocks, content_type=CONTENT_TYPES[form])
    day = clock.local_day(clock.now(), request.desk.account.time_zone)
    name = f"{request.desk.account.slug}-fans-{day:%Y%m%d}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
@desk_page("fans.edit")
def keep_view(request: DeskRequest) -> HttpResponse:
    """Save the filters under a name."""
    filters = asked_filters(request.desk, request.POST)
    save_view(request.desk, request.POST.get("name", ""), filters)
    return toast(request, back_to_list(request, filters), _("View saved. All staff of the account see it."))


@require_POST
@desk_page("fans.edit")
def rename(request: DeskRequest, view_id: int) -> HttpResponse:
    """Call a view differently."""
    rename_view(request.desk, view_id, request.POST.get("name", ""))
    return toast(request, back_to_list(request, asked_filters(request.desk, request.POST)), _("View renamed."))


@require_POST
@desk_page("fans.edit")
def drop_view(request: DeskRequest, view_id: int) -> HttpResponse:
    """Delete a view; what it narrowed to is still on screen and can be saved again."""
    delete_view(request.desk, view_id)
    return toast(request, back_to_list(request, asked_filters(request.desk, request.POST)), _("View deleted."))
