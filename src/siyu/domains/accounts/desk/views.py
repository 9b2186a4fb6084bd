"""The account's settings."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from siyu.platform.http.desk import DeskRequest, desk_page


@desk_page("account.settings")
def settings(request: DeskRequest) -> HttpResponse:
    """Name, time zone and thresholds of the account."""
    return render(request, "accounts/settings.html", {})
