"""The chat page of a group."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from siyu.domains.chat.actions.mark_read import mark_read
from siyu.domains.chat.queries.access import Seat, access_conversation
from siyu.domains.chat.queries.page import talk_page
from siyu.domains.groups.models import Group, GroupMember
from siyu.domains.groups.types import Lead, plays, strips
from siyu.domains.groups.web.asking import asker


def show_talk(request: HttpRequest, group: Group, member: GroupMember) -> HttpResponse:
    """The newest page of the chat; without JavaScript older pages come by `?before=`."""
    user = asker(request)
    seat = access_conversation(user, group.public_id)
    before = request.GET.get("before", "")
    lead = Lead(user, group, member.role)
    context = {
        "group": group,
        "member": member,
        "lead": lead,
        "announced": group.announcement and member.announcement_seen < group.announcement_version,
        "plays": play_entries(lead),
        "strips": _strips(lead),
        **talk_page(seat, user, before=int(before) if before.isdigit() else None, leads=lead.may("recall")),
    }
    if not before:
        _read(seat, user)
    return render(request, "groups/talk.html", context)


def _strips(lead: Lead) -> list[dict[str, Any]]:
    ordered = sorted((strip for _, strip in strips), key=lambda strip: strip.order)
    told = (strip.render(lead) for strip in ordered)
    return [{"template": template, **context} for template, context in filter(None, told)]


def play_entries(lead: Lead) -> list[dict[str, Any]]:
    """What this member may start from the plus-panel."""
    allowed = sorted((play for _, play in plays if play.may_start(lead)), key=lambda play: play.order)
    return [{"label": play.label, "icon": play.icon, "url": play.start_url(lead.group)} for play in allowed]


def _read(seat: Seat, user: Any) -> None:
    mark_read(user, seat.conversation.public_id, seat.conversation.last_seq)
