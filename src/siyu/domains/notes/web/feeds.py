"""Pages of feeds: the tabs of home, featured, same city, topics."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from siyu.domains.notes.actions.draw_page import cities_told_of, draw_page
from siyu.domains.notes.queries import plain_feeds
from siyu.domains.notes.queries.recent import recent_things
from siyu.domains.notes.types import FeedPage
from siyu.kernel.errors import NotFound
from siyu.platform.http.member import member_page, open_page

_CITY_LONGEST = 20


def discover(request: HttpRequest) -> dict[str, Any]:
    """The section of home: two columns of what is hot, for everyone."""
    return {"template": "notes/feed_discover.html", **_drawn(request, "discover")}


def follow(request: HttpRequest) -> dict[str, Any]:
    """The section of home: what the accounts one follows show, under the places one was at lately."""
    here: dict[str, Any] = {"template": "notes/feed_follow.html", "name": "follow", "more": "/feed/follow/?cursor="}
    here["page"] = plain_feeds.follow_page(request.user, request.GET.get("cursor", ""))
    if request.user.is_authenticated and not request.GET.get("cursor"):
        here["recent"] = recent_things(request.user, 12)
    return here


def city(request: HttpRequest) -> dict[str, Any]:
    """The section of home: notes from the city that was asked for, or the one in the reader's profile."""
    asked = request.GET.get("city", "").strip()[:_CITY_LONGEST]
    cities = cities_told_of()
    chosen = asked or plain_feeds.city_of(request.user) or (cities[0] if cities else "")
    page = plain_feeds.city_page(request.user, chosen, request.GET.get("cursor", "")) if chosen else FeedPage([])
    return {
        "template": "notes/feed_city.html",
        "name": "city",
        "page": page,
        "city": chosen,
        "cities": [chosen, *(one for one in cities if one != chosen)] if chosen else cities,
        "more": f"/feed/city/?city={chosen}&cursor=",
    }


SECTIONS = {"follow": follow, "discover": discover, "city": city}


@open_page
@require_safe
def feed(request: HttpRequest, name: str) -> HttpResponse:
    """The next cards of a tab (HTMX), or a page of its own for whoever has no JavaScript."""
    if name not in SECTIONS:
        raise NotFound("There is no such feed.")
    section = SECTIONS[name](request)
    if getattr(request, "htmx", False):
        return render(request, "notes/feed_cards.html", section)
    headings = {"follow": _("Following"), "discover": _("Discover"), "city": _("Same city")}
    return render(request, "notes/feed.html", {**section, "heading": headings[name]})


@open_page
@require_safe
def featured(request: HttpRequest) -> HttpResponse:
    """One note a screen, to swipe through."""
    context = _drawn(request, "featured")
    template = "notes/featured_cards.html" if getattr(request, "htmx", False) else "notes/featured.html"
    return render(request, template, context)


@open_page
@require_safe
def topic(request: HttpRequest, topic: str) -> HttpResponse:
    """Notes with a topic: the newest, or (`?order=hot`) the most liked."""
    found = plain_feeds.topic_named(topic)
    hottest = request.GET.get("order") == "hot"
    page = plain_feeds.topic_page(request.user, found, request.GET.get("cursor", ""), hottest=hottest)
    context = {"topic": found, "page": page, "hottest": hottest, "more": "?cursor="}
    template = "notes/feed_cards.html" if getattr(request, "htmx", False) else "notes/topic.html"
    return render(request, template, context)


@require_safe
@member_page
def recent(request: HttpRequest) -> HttpResponse:
    """Accounts, groups and notes one was at lately, the last first."""
    return render(request, "notes/recent.html", {"recent": recent_things(request.user, 60)})


def _drawn(request: HttpRequest, surface: str) -> dict[str, Any]:
    address = "/featured/" if surface == "featured" else f"/feed/{surface}/"
    page = draw_page(request.user, surface, request.GET.get("cursor", ""))
    return {"name": surface, "page": page, "more": f"{address}?cursor=", "again": address}
