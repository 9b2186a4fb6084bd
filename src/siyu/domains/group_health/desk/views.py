"""The console's pages of group health: all groups by how much they need somebody, and one group."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from siyu.domains.group_health import conf
from siyu.domains.group_health.desk.charts import daily_messages
from siyu.domains.group_health.queries.health import health_of
from siyu.domains.groups.models import Group
from siyu.domains.groups.queries.access import lead_as_staff
from siyu.domains.groups.queries.desk_head import desk_head
from siyu.platform.http.desk import DeskRequest, desk_page

_MOST: Final = 500
"""So many groups are looked at for the list; sorting by need takes them all."""
DOORS: Final = {
    "invite": "console:groups_desk:invite", "overflow": "console:groups_desk:edit",
    "announce": "console:groups_desk:group", "poll": "console:polls_desk:list",
    "checkin": "console:checkins_desk:list", "chain": "console:chains_desk:list",
    "wake": "console:group_health_desk:silent", "hand_over": "console:groups_desk:members",
    "grow": "console:replication_desk:gate",
}  # fmt: skip
"""What to do → the page of the group where it is done; reports have a queue of their own."""


def _days(request: DeskRequest) -> int:
    asked = request.GET.get("days", "")
    return int(asked) if asked in {str(days) for days in conf.WINDOWS} else conf.WINDOWS[-1]


@require_GET
@desk_page("groups.view")
def listing(request: DeskRequest) -> HttpResponse:
    """The groups, those first that need somebody most."""
    account, days, search = request.desk.account, _days(request), request.GET.get("q", "").strip()[:30]
    rows = Group.objects.of(account).filter(dissolved_at=None, name__icontains=search).order_by("-pk")
    health = sorted(health_of(account, list(rows[:_MOST]), days), key=lambda one: (-one.need, -one.figures.members))
    start = request.GET.get("from", "0")
    at = int(start) if start.isdigit() and len(start) < 5 else 0
    context = {
        "rows": health[at : at + conf.PAGE], "days": days, "windows": conf.WINDOWS, "search": search,
        "next": at + conf.PAGE if len(health) > at + conf.PAGE else None, "at": at, "all": len(health),
        "previous": max(0, at - conf.PAGE) if at else None,
    }  # fmt: skip
    return render(request, "group_health/list.html", context)


@require_GET
@desk_page("groups.view")
def group(request: DeskRequest, group: str) -> HttpResponse:
    """One group: every measure with its meaning and thresholds, and what to do next."""
    lead, days = lead_as_staff(request.desk, group, "groups.view"), _days(request)
    (health,) = health_of(request.desk.account, [lead.group], days)
    actions = [(act, why, _door(request, code, group)) for code, act, why in health.actions]
    context = {
        **desk_head(request.desk, lead.group, "health"), "health": health, "actions": actions, "days": days,
        "windows": conf.WINDOWS,
        "chart": daily_messages(request.desk.account, health.figures) if health.figures.messages else None,
    }  # fmt: skip
    return render(request, "group_health/group.html", context)


def _door(request: DeskRequest, code: str, group: str) -> str:
    slug = request.desk.account.slug
    if code == "reports":
        return reverse("console:moderation:queue", kwargs={"slug": slug})
    return reverse(DOORS[code], kwargs={"slug": slug, "group": group})
