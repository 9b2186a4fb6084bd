"""What became of my reports, and what was decided against me."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from siyu.domains.moderation.queries.my_moderation import held_against, my_reports
from siyu.domains.people.models import User
from siyu.platform.http.member import member_page


@member_page
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """My reports and their results."""
    return render(request, "moderation/my_reports.html", {"reports": my_reports(cast("User", request.user))})


@member_page
@require_safe
def penalties(request: HttpRequest) -> HttpResponse:
    """Decisions against me: reason, rule, length."""
    return render(request, "moderation/my_penalties.html", {"against": held_against(cast("User", request.user))})
