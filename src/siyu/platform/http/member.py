"""The guards of the member side: pages for members, and pages open to everyone."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

View = Callable[..., HttpResponseBase]


def member_page(view: View) -> View:
    """Guard a view: whoever is not logged in is led to the members' log-in and back; programs are told 401."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_log_in(request)
        return view(request, *args, **kwargs)

    guarded.permission = "member"  # type: ignore[attr-defined]
    return guarded


def open_page(view: View) -> View:
    """Mark a view of the member side that is open to everyone; it decides by itself what a stranger sees."""
    view.permission = "open"  # type: ignore[attr-defined]
    return view


def log_in_address(request: HttpRequest) -> str:
    """The members' log-in, which leads back to this page (to its referrer when the request changes something)."""
    back = request.get_full_path() if request.method == "GET" else request.headers.get("Referer", "/")
    return f"{reverse('enter')}?{urlencode({'next': back})}"


def _to_log_in(request: HttpRequest) -> HttpResponseBase:
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"code": "log_in", "address": log_in_address(request)}, status=401)
    if getattr(request, "htmx", False):
        return HttpResponse(status=401, headers={"HX-Redirect": log_in_address(request)})
    return HttpResponseRedirect(log_in_address(request))
