"""Saying what was done, with a way back: a toast in this answer (HTMX) or on the next page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django_htmx.http import trigger_client_event


def toast(
    request: HttpRequest, response: HttpResponse, text: str, *, undo: str = "", bad: bool = False
) -> HttpResponse:
    """Say `text`; `undo` is an address whose POST takes it back. Returns the response, for `return toast(…)`."""
    swapped = getattr(request, "htmx", False) and "HX-Redirect" not in response and "HX-Refresh" not in response
    if swapped and response.status_code < 300:
        trigger_client_event(response, "toast", {"text": text, "undo": undo, "bad": bad})
    else:
        messages.add_message(request, messages.ERROR if bad else messages.SUCCESS, text, extra_tags=undo)
    return response
