"""Inside a group: its page, its members, its announcement, tasks, one's own nickname."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from siyu.domains.chat.actions.set_nickname import set_nickname
from siyu.domains.chat.queries.access import access_conversation
from siyu.domains.groups import conf
from siyu.domains.groups.actions.announce import announce, see_announcement
from siyu.domains.groups.actions.assign_task import assign_task, finish_task
from siyu.domains.groups.queries.access import access_group, lead_as_member
from siyu.domains.groups.queries.members import announcement_receipts, member_page, open_requests
from siyu.domains.groups.queries.tasks import tasks_of
from siyu.domains.groups.types import KIND_LABELS, ROLE_LABELS, Lead, group_rows
from siyu.domains.groups.web.asking import asker, back_to
from siyu.kernel.errors import Invalid
from siyu.platform.http import member as guard
from siyu.platform.http.toasts import toast


@require_GET
@guard.member_page
def about(request: HttpRequest, group: str) -> HttpResponse:
    """The group's page: who is here, what holds, what I can set, and what leaders do."""
    found, member = access_group(request.user, group)
    lead = Lead(asker(request), found, member.role)
    seat = access_conversation(request.user, group)
    context = {
        "group": found,
        "member": member,
        "seat": seat.participant,
        "lead": lead,
        "kind": KIND_LABELS[found.kind],
        "some": member_page(found).rows[:15],
        "waiting": open_requests(found) if lead.may("review") else 0,
        "rows": _rows(lead),
        **_rights(lead),
    }
    return render(request, "groups/about.html", context)


def _rows(lead: Lead) -> list[dict[str, Any]]:
    ordered = sorted((row for _, row in group_rows), key=lambda row: row.order)
    return [
        {"label": row.label, "icon": row.icon, "url": row.url(lead.group), "note": row.note(lead.group, lead.user)}
        for row in ordered
    ]


def _rights(lead: Lead) -> dict[str, bool]:
    acts = ("invite", "review", "announce", "mute", "remove", "appoint", "transfer", "dissolve", "tasks")
    return {f"may_{act}": lead.may(act) for act in acts}


@require_GET
@guard.member_page
def members(request: HttpRequest, group: str) -> HttpResponse:
    """Everyone in the group, by page and name."""
    found, member = access_group(request.user, group)
    lead = Lead(asker(request), found, member.role)
    search = request.GET.get("q", "").strip()[:30]
    try:
        page = member_page(found, search, request.GET.get("cursor", ""))
    except ValueError as broken:
        raise Invalid(_("This address of a page is broken. Start from the first page.")) from broken
    context = {
        "group": found, "lead": lead, "page": page, "search": search, "labels": ROLE_LABELS,
        "minutes": conf.MUTE_MINUTES, **_rights(lead),
    }  # fmt: skip
    return render(request, "groups/members.html", context)


@require_http_methods(["GET", "POST"])
@guard.member_page
def announcement(request: HttpRequest, group: str) -> HttpResponseBase:
    """Read the announcement, which is noted; whoever leads writes a new one and sees how many have read it."""
    lead = lead_as_member(request.user, group)
    if request.method == "POST":
        found = announce(lead, request.POST.get("text", ""))
        words = _("It waits for review.") if found.announcement_held_at else _("Announced.")
        return toast(request, back_to("announcement", group), words)
    found = see_announcement(asker(request), group)
    seen, everyone = announcement_receipts(found) if lead.may("announce") else (0, 0)
    context = {"group": found, "lead": lead, "seen": seen, "everyone": everyone, **_rights(lead)}
    return render(request, "groups/announcement.html", context)


@require_http_methods(["GET", "POST"])
@guard.member_page
def tasks(request: HttpRequest, group: str) -> HttpResponseBase:
    """What volunteers take care of; leaders assign, whoever has a task ticks it off."""
    lead = lead_as_member(request.user, group)
    if request.method == "POST":
        assign_task(lead, request.POST.get("uid", ""), request.POST.get("title", ""))
        return toast(request, back_to("tasks", group), _("Assigned."))
    helpers = [row for row in member_page(lead.group).rows if row.member.role != "member"] if lead.may("tasks") else []
    context: dict[str, Any] = {
        "group": lead.group, "lead": lead, "tasks": tasks_of(lead), "helpers": helpers, **_rights(lead),
    }  # fmt: skip
    return render(request, "groups/tasks.html", context)


@require_POST
@guard.member_page
def task_done(request: HttpRequest, group: str, task: int) -> HttpResponseBase:
    """Tick a task off."""
    finish_task(asker(request), group, task)
    return toast(request, back_to("tasks", group), _("Done. Thank you!"))


@require_POST
@guard.member_page
def nickname(request: HttpRequest, group: str) -> HttpResponseBase:
    """Be called differently in this group."""
    set_nickname(asker(request), group, request.POST.get("nickname", ""))
    return toast(request, back_to("about", group), _("Saved."))
