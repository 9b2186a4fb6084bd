"""The console's pages of routes: the list in its order, the form, and what staff do to one route."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from siyu.domains.groups.queries.family import groups_to_choose
from siyu.domains.routing.actions import save_route as saving
from siyu.domains.routing.models import Route
from siyu.domains.routing.queries.access import PERMISSION, access_route
from siyu.domains.routing.queries.desk_list import route_rows, run_rows
from siyu.domains.routing.types import VERDICT_LABELS, RouteForm
from siyu.domains.segments.queries.segments import living
from siyu.kernel.errors import Invalid
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.toasts import toast


def to_list(request: DeskRequest, more: str = "") -> HttpResponseRedirect:
    """The way back to the list."""
    address = reverse("console:routing_desk:list", kwargs={"slug": request.desk.account.slug})
    return HttpResponseRedirect(address + more)


@require_GET
@desk_page(PERMISSION)
def listing(request: DeskRequest) -> HttpResponse:
    """The routes, and what the last runs did."""
    account = request.desk.account
    context = {
        "rows": route_rows(account), "runs": run_rows(account), "going": request.GET.get("run", "")[:20],
        "labels": VERDICT_LABELS,
    }  # fmt: skip
    return render(request, "routing/desk/list.html", context)


@require_http_methods(["GET", "POST"])
@desk_page(PERMISSION)
def new(request: DeskRequest) -> HttpResponseBase:
    """Make a route."""
    return _form(request, None)


@require_http_methods(["GET", "POST"])
@desk_page(PERMISSION)
def edit(request: DeskRequest, route: str) -> HttpResponseBase:
    """Change a route."""
    return _form(request, access_route(request.desk, route))


def _form(request: DeskRequest, route: Route | None) -> HttpResponseBase:
    trouble: Invalid | None = None
    kept = {"group": route.group.public_id, "segment": route.segment, "words": route.words} if route else {}
    values = {name: request.POST.get(name, kept.get(name, "")) for name in ("group", "segment", "words")}
    if request.method == "POST":
        try:
            saving.save_route(request.desk, RouteForm(**values), route.public_id if route else "")
            return toast(request, to_list(request), _("Saved."))
        except Invalid as wrong:
            trouble = wrong
    context = {
        "route": route,
        "values": values,
        "trouble": trouble,
        "wrong": trouble.data.get("field", "") if trouble else "",
        "groups": groups_to_choose(request.desk.account),
        "segments": list(living(request.desk.account).order_by("name").values_list("slug", "name")),
    }
    return render(request, "routing/desk/form.html", context, status=422 if trouble else 200)


@require_POST
@desk_page(PERMISSION)
def act(request: DeskRequest, route: str) -> HttpResponseBase:
    """Up, down, on, off, remove (the toast brings it back)."""
    desk, wanted = request.desk, request.POST.get("act") or request.GET.get("act", "")
    if wanted == "restore":
        saving.restore_route(desk, route)
        return HttpResponse(status=204)
    if wanted in {"up", "down"}:
        saving.move_route(desk, route, up=wanted == "up")
        return to_list(request)
    if wanted in {"on", "off"}:
        saving.switch_route(desk, route, on=wanted == "on")
        return toast(request, to_list(request), _("It is followed again.") if wanted == "on" else _("It rests."))
    if wanted != "remove":
        raise Invalid(_("Choose what to do."), field="act")
    saving.remove_route(desk, route)
    address = reverse("console:routing_desk:act", kwargs={"slug": desk.account.slug, "route": route})
    return toast(request, to_list(request), _("The route is removed."), undo=f"{address}?act=restore")
