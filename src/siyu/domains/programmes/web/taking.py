"""The week of a group, one entry, and taking part in it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from siyu.domains.groups.queries.access import lead_as_member
from siyu.domains.programmes import conf
from siyu.domains.programmes.actions.attend_entry import attend_entry
from siyu.domains.programmes.actions.wish_reminder import take_back_wish, wish_reminder
from siyu.domains.programmes.errors import NotNow
from siyu.domains.programmes.queries.access import see_entry
from siyu.domains.programmes.queries.entry_page import entry_page
from siyu.domains.programmes.queries.week import week_of_group
from siyu.domains.programmes.types import Sight
from siyu.domains.programmes.web.asking import address, asker, broken_address, read_day, to_entry, to_week
from siyu.domains.programmes.web.reading import minutes_words
from siyu.kernel import clock
from siyu.kernel.ids import short_id
from siyu.platform.http.limits import limited
from siyu.platform.http.member import member_page
from siyu.platform.http.toasts import toast


@require_GET
@member_page
def week(request: HttpRequest, group: str) -> HttpResponse:
    """The programme of a week, today first."""
    lead = lead_as_member(asker(request), group)
    shown = week_of_group(lead.group, lead.user, read_day(request.GET.get("week", "")))
    now = clock.now().astimezone(ZoneInfo(lead.group.account.time_zone))
    context = {
        "group": lead.group, "week": shown, "leads": lead.may("play"), "nonce": short_id(), "now": f"{now:%H:%M}",
    }  # fmt: skip
    return render(request, "programmes/week.html", context)


@require_GET
@member_page
def entry(request: HttpRequest, group: str, entry: str) -> HttpResponse:
    """One entry: when and where, who wished and who came."""
    sight = see_entry(asker(request), group, entry)
    try:
        context = entry_page(sight, request.GET.get("only", "came"), "", request.GET.get("cursor", ""))
    except ValueError as broken:
        raise broken_address() from broken
    return render(request, "programmes/entry.html", context)


@require_POST
@member_page
@limited("programmes.tap", conf.TAP_RATE)
def wish(request: HttpRequest, group: str, entry: str) -> HttpResponseBase:
    """Have oneself reminded; the toast takes it back."""
    try:
        sight = wish_reminder(asker(request), group, entry)
    except NotNow as late:
        return toast(request, to_entry(group, entry), str(late.message), bad=True)
    words = _("Reminder set: %(when)s.") % {"when": minutes_words(sight.entry.remind_minutes)}
    if sight.entry.reminded_at is not None:
        words = _("It begins soon: you are expected.")
    return toast(request, _back(request, group, sight), words, undo=address("unwish", group, entry))


@require_POST
@member_page
@limited("programmes.tap", conf.TAP_RATE)
def unwish(request: HttpRequest, group: str, entry: str) -> HttpResponseBase:
    """No reminder after all; the toast brings it back."""
    sight = take_back_wish(asker(request), group, entry)
    undo = address("wish", group, entry)
    return toast(request, _back(request, group, sight), _("You will not be reminded."), undo=undo)


@require_POST
@member_page
@limited("programmes.tap", conf.TAP_RATE)
def attend(request: HttpRequest, group: str, entry: str) -> HttpResponseBase:
    """Say that one came."""
    try:
        attend_entry(asker(request), group, entry)
    except NotNow as wrong:
        return toast(request, to_entry(group, entry), str(wrong.message), bad=True)
    return toast(request, _back(request, group, see_entry(asker(request), group, entry)), _("Glad that you came."))


def _back(request: HttpRequest, group: str, sight: Sight) -> HttpResponse:
    """Where the button stood: the week, or the entry."""
    if request.POST.get("from") == "week":
        return to_week(group, clock.local_day(sight.entry.starts_at, sight.lead.group.account.time_zone))
    return to_entry(group, sight.entry.public_id)
