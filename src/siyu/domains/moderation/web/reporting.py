"""Reporting something: a sheet over the page, or a page of its own without JavaScript."""

from __future__ import annotations

from typing import IO, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_htmx.http import trigger_client_event

from siyu.domains.moderation.actions.report_content import report_content
from siyu.domains.moderation.conf import REPORT_PICTURES
from siyu.domains.moderation.queries.conventions import current_edition
from siyu.domains.moderation.types import evidence, targets
from siyu.domains.people.models import User
from siyu.kernel.errors import NotFound, SiyuError
from siyu.platform.http.member import member_page
from siyu.platform.http.toasts import toast


@member_page
def report(request: HttpRequest, kind: str, target: str) -> HttpResponse:
    """Ask what is wrong, or take the report."""
    if kind not in targets:
        raise NotFound(kind=kind)
    if request.method == "POST":
        return _take(request, kind, target)
    targets[kind].check_sees(cast("User", request.user), target)
    return _ask(request, kind, target)


def _take(request: HttpRequest, kind: str, target: str) -> HttpResponse:
    user = cast("User", request.user)
    try:
        pictures = [
            evidence.get().receive(user, cast("IO[bytes]", sent), sent.size or 0)
            for sent in request.FILES.getlist("picture")[:REPORT_PICTURES]
        ]
        report_content(user, kind, target, request.POST.get("category", ""), request.POST.get("note", ""), pictures)
    except NotFound:
        raise
    except SiyuError as wrong:
        answer = _ask(request, kind, target, wrong=str(wrong))
        answer.status_code = 422
        return answer
    done = _("Thank you. We will look at it and tell you what came of it.")
    if not getattr(request, "htmx", False):
        return toast(request, redirect(_back(request)), done)
    answer = HttpResponse("")
    trigger_client_event(answer, "close-dialogs", {})
    return toast(request, answer, done)


def _ask(request: HttpRequest, kind: str, target: str, wrong: str = "") -> HttpResponse:
    context = {
        "kind": kind, "target": target, "label": targets[kind].label, "rules": current_edition().rules,
        "most": REPORT_PICTURES, "wrong": wrong, "chosen": request.POST.get("category", ""),
        "note": request.POST.get("note", ""),
        "next": request.POST.get("next") or request.headers.get("Referer", ""),
    }  # fmt: skip
    sheet = getattr(request, "htmx", False)
    return render(request, "moderation/report_sheet.html" if sheet else "moderation/report_page.html", context)


def _back(request: HttpRequest) -> str:
    asked = request.POST.get("next", "")
    return asked if url_has_allowed_host_and_scheme(asked, {request.get_host()}) else "/my/reports/"
