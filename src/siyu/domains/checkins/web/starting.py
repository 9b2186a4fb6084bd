"""The check-ins of a group, and the page where one is started."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from siyu.domains.checkins import conf
from siyu.domains.checkins.actions.start_campaign import start_campaign
from siyu.domains.checkins.models.campaign import TASK_LENGTH, TITLE_LENGTH
from siyu.domains.checkins.queries.pages import campaign_page, campaign_url
from siyu.domains.checkins.types import CampaignForm
from siyu.domains.groups.queries.access import lead_as_member
from siyu.domains.groups.types import Lead
from siyu.domains.moderation.errors import RefusedText
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Invalid, SiyuError
from siyu.kernel.ids import short_id
from siyu.platform.http.member import member_page
from siyu.platform.http.toasts import toast


@require_GET
@member_page
def listing(request: HttpRequest, group: str) -> HttpResponse:
    """The check-ins of the group, newest first."""
    lead = lead_as_member(request.user, group)
    try:
        page = campaign_page(lead.group, cursor=request.GET.get("cursor", ""))
    except ValueError as broken:
        raise Invalid(_("This address of a page is broken. Start from the first page.")) from broken
    return render(request, "checkins/list.html", {"group": lead.group, "page": page, "leads": lead.may("play")})


@require_http_methods(["GET", "POST"])
@member_page
def start(request: HttpRequest, group: str) -> HttpResponseBase:
    """Start a check-in; a POST starts it and leads to it."""
    user = cast("User", request.user)
    lead = lead_as_member(user, group)
    lead.require("play")
    trouble: SiyuError | None = None
    if request.method == "POST":
        try:
            campaign = start_campaign(user, group, _read(request), request.POST.get("nonce", ""))
        except (Invalid, RefusedText) as wrong:
            trouble = wrong
        else:
            return toast(request, HttpResponseRedirect(campaign_url(campaign)), _("The check-in is in the chat."))
    return render(request, "checkins/start.html", _form(request, lead, trouble), status=422 if trouble else 200)


def _form(request: HttpRequest, lead: Lead, trouble: SiyuError | None) -> dict[str, Any]:
    today = clock.local_day(clock.now(), lead.group.account.time_zone)
    begun = {"first_day": today.isoformat(), "last_day": (today + timedelta(days=20)).isoformat(), "makeups": "1"}
    names = ("title", "task", "first_day", "last_day", "makeups", "opens", "closes")
    asked = request.method == "POST"
    return {
        "group": lead.group, "trouble": trouble, "wrong": trouble.data.get("field", "") if trouble else "",
        "nonce": request.POST.get("nonce") or short_id(), "most_makeups": conf.MAKEUPS_MOST,
        "values": {name: request.POST.get(name, begun.get(name, "")) for name in names},
        "text": "text" in request.POST, "remind": "remind" in request.POST or not asked,
        "remind_all": "remind_all" in request.POST,
        "title_length": TITLE_LENGTH, "task_length": TASK_LENGTH,
    }  # fmt: skip


def _read(request: HttpRequest) -> CampaignForm:
    sent = request.POST
    makeups = sent.get("makeups", "0").strip() or "0"
    if not (makeups.isascii() and makeups.isdigit() and len(makeups) < 4):
        raise Invalid(_("Write a number."), field="makeups")
    return CampaignForm(
        title=sent.get("title", ""), task=sent.get("task", ""), text="text" in sent, remind="remind" in sent,
        first_day=_day(sent.get("first_day", ""), "first_day"), last_day=_day(sent.get("last_day", ""), "last_day"),
        makeups=int(makeups), remind_all="remind_all" in sent, opens=_hour(sent.get("opens", "")),
        closes=_hour(sent.get("closes", "")),
    )  # fmt: skip


def _day(text: str, field: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError as broken:
        raise Invalid(_("Write the day as the field offers it."), field=field) from broken


def _hour(text: str) -> time | None:
    if not text.strip():
        return None
    try:
        return time.fromisoformat(text.strip()).replace(tzinfo=None, microsecond=0)
    except ValueError as broken:
        raise Invalid(_("Write the time as the field offers it."), field="hours") from broken
