"""The member side's own pages: home, red dots, and what a browser shows when nothing answers."""

from __future__ import annotations

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from siyu.platform.http.member import member_page, open_page
from siyu.platform.ui import member_tabs


@open_page
def home(request: HttpRequest) -> HttpResponse:
    """The home page: the chosen tab (`?tab=`), else the one that leads for this asker."""
    ordered = sorted((tab for _, tab in member_tabs.home_tabs), key=lambda tab: tab.order)
    asked = [tab for tab in ordered if tab.name == request.GET.get("tab")]
    chosen = asked[0] if asked else max(ordered, key=lambda tab: tab.lead(request), default=None)
    context = {
        "home_tabs": ordered,
        "chosen": chosen.name if chosen else "",
        "section": chosen.section(request) if chosen else None,
        "search_url": _address_of("search"),
    }
    return render(request, "member/home.html", context)


@member_page
def badges(request: HttpRequest) -> HttpResponse:
    """How many new things wait behind each tab, for the red dots."""
    return JsonResponse({"waiting": member_tabs.waiting(request.user)})


@open_page
def offline(request: HttpRequest) -> HttpResponse:
    """What a browser shows when nothing answers; the worker keeps it ready."""
    return render(request, "member/offline.html")


@open_page
def offline_worker(_request: HttpRequest) -> HttpResponse:
    """The service worker, from an address above the pages it stands in for."""
    found = finders.find("member/offline_worker.js")
    return HttpResponse(Path(str(found)).read_text(), content_type="text/javascript")


def _address_of(name: str) -> str:
    """The address of a page that a higher domain may have."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
