"""The console's page of who may start which play."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from siyu.domains.groups.actions.tune_starting import tune_starting
from siyu.domains.groups.types import start_rules
from siyu.platform.http.desk import DeskRequest, desk_page
from siyu.platform.http.toasts import toast


@require_http_methods(["GET", "POST"])
@desk_page("account.settings")
def starting(request: DeskRequest) -> HttpResponseBase:
    """Every play that can be tuned, with a switch; a POST keeps them all."""
    if request.method == "POST":
        tune_starting(request.desk, request.POST.getlist("open"))
        there = redirect("console:groups_desk:starting", slug=request.desk.account.slug)
        return toast(request, there, _("Saved."))
    return _page(request)


def _page(request: DeskRequest) -> HttpResponse:
    ordered = sorted(start_rules, key=lambda pair: pair[1].order)
    rules = [
        {"name": name, "label": rule.label, "icon": rule.icon, "open": rule.open_to_all(request.desk.account)}
        for name, rule in ordered
    ]
    return render(request, "groups/desk/starting.html", {"rules": rules})
