"""Answers that are files: what a browser must not run, and what people save."""

from __future__ import annotations

from typing import TypeVar

from django.http import HttpResponse
from django.http.response import HttpResponseBase

Answer = TypeVar("Answer", bound=HttpResponseBase)


def confine(answer: Answer) -> Answer:
    """Take every right from a file that somebody sent us: whatever it were, no browser would run it."""
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer


def csv_file(body: bytes | str, name: str) -> HttpResponse:
    """A CSV file to save; `name` is plain ASCII without its ending."""
    answer = HttpResponse(body, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def private_file(body: bytes, content_type: str, name: str) -> HttpResponse:
    """A file that no cache keeps: pictures are shown, all else is saved."""
    answer = HttpResponse(body, content_type=content_type)
    answer["Cache-Control"] = "no-store, private"
    shown = "inline" if content_type.startswith("image/") else "attachment"
    answer["Content-Disposition"] = f'{shown}; filename="{name}"'
    return confine(answer)
