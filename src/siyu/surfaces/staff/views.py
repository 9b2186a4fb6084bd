"""Pages of the platform staff."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    """How the installation is."""
    return render(request, "staff/home.html", {})
