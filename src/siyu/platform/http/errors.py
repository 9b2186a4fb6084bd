"""Turns a coded error raised below a door into the right page, HTMX fragment or JSON answer."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django_htmx.http import trigger_client_event

from siyu.kernel.errors import SiyuError

GetResponse = Callable[[HttpRequest], HttpResponse]


class CodedErrorMiddleware:
    """Answers SiyuError with its status: JSON where asked for, a toast to HTMX, else a page with the next step."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; errors come back through `process_exception`."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Django's hook: answer our own errors, leave all others to it."""
        if not isinstance(error, SiyuError):
            return None
        if "application/json" in request.headers.get("Accept", ""):
            return JsonResponse({"code": error.code, "message": error.message, **error.data}, status=error.status)
        if getattr(request, "htmx", False):
            said = HttpResponse(error.message, status=error.status, content_type="text/plain; charset=utf-8")
            said.headers["HX-Reswap"] = "none"
            return trigger_client_event(said, "toast", {"text": error.message, "bad": True})
        return render(request, "ui/error.html", {"error": error}, status=error.status)
