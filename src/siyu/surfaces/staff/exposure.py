"""The public traffic rule, day by day, for platform staff."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from siyu.domains.notes.queries.exposure import platform_days
from siyu.surfaces.staff.guard import staff_page


@staff_page
def show(request: HttpRequest) -> HttpResponse:
    """The share of ordinary accounts in discover and featured, of the last thirty days."""
    return render(request, "staff/exposure.html", {"platform": platform_days(30)})
