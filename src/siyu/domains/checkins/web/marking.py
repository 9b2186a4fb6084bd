"""One check-in: marking a day, the calendar, the wall, who leads; ending it, taking it away."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from siyu.domains.chat.errors import MayNotSpeak
from siyu.domains.checkins import conf
from siyu.domains.checkins.actions.check_in import check_in
from siyu.domains.checkins.actions.start_campaign import end_campaign, remove_campaign
from siyu.domains.checkins.errors import NotNow
from siyu.domains.checkins.models import Campaign
from siyu.domains.checkins.models.campaign import TEXT_LENGTH
from siyu.domains.checkins.queries.access import access_campaign, is_over
from siyu.domains.checkins.queries.pages import campaign_url, closed_words, list_url, squares_of, wall_page
from siyu.domains.checkins.queries.standings import leaders_of, standing_of
from siyu.domains.groups.types import Lead
from siyu.domains.media.queries.assets import assets_in_order
from siyu.domains.moderation.errors import Muted, RefusedText
from siyu.domains.people.queries.asking import user_of
from siyu.kernel.errors import Invalid, SiyuError
from siyu.platform.http.limits import limited
from siyu.platform.http.member import member_page
from siyu.platform.http.toasts import toast


@require_GET
@member_page
def campaign(request: HttpRequest, group: str, campaign: str) -> HttpResponse:
    """The check-in with my calendar, the wall and who leads."""
    return _page(request, *access_campaign(user_of(request), group, campaign))


def _page(request: HttpRequest, lead: Lead, campaign: Campaign, trouble: SiyuError | None = None) -> HttpResponse:
    mine = standing_of(campaign, lead.user)
    try:
        wall = wall_page(campaign, lead.user, request.GET.get("cursor", ""))
    except ValueError as broken:
        raise Invalid(_("This address of a page is broken. Start from the first page.")) from broken
    context = {
        "group": lead.group, "campaign": campaign, "mine": mine, "squares": squares_of(campaign, mine), "page": wall,
        "leaders": leaders_of(campaign), "over": is_over(campaign), "trouble": trouble, "leads": lead.may("play"),
        "sent": request.POST.get("text", ""), "text_length": TEXT_LENGTH, "most": conf.PICTURES_MOST,
        "chosen": assets_in_order(request.POST.getlist("pictures")[:20]) if trouble else [],
        "closed": closed_words(campaign, mine.fault),
        "makeup_day": next((square.day for square in reversed(squares_of(campaign, mine)) if square.open), None),
    }  # fmt: skip
    return render(request, "checkins/campaign.html", context, status=trouble.status if trouble else 200)


@require_POST
@member_page
@limited("checkins.mark", "30/minute")
def mark(request: HttpRequest, group: str, campaign: str) -> HttpResponseBase:
    """Check in for today, or make up for `day`."""
    user, day = user_of(request), request.POST.get("day", "")
    try:
        sent = request.POST.getlist("pictures")[:20]
        made = check_in(user, group, campaign, request.POST.get("text", ""), _day(day) if day else None, sent)
    except (Invalid, NotNow, RefusedText, Muted, MayNotSpeak) as wrong:
        return _page(request, *access_campaign(user, group, campaign), wrong)
    number = standing_of(made.campaign, user).streak
    words = ngettext("Checked in. %(n)s day in a row.", "Checked in. %(n)s days in a row.", number) % {"n": number}
    return toast(request, HttpResponseRedirect(campaign_url(made.campaign)), words)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as broken:
        raise Invalid(_("Write the day as the field offers it."), field="day") from broken


@require_POST
@member_page
def end(request: HttpRequest, group: str, campaign: str) -> HttpResponseBase:
    """End it before its time."""
    end_campaign(user_of(request), group, campaign)
    _lead, found = access_campaign(user_of(request), group, campaign)
    return toast(request, HttpResponseRedirect(campaign_url(found)), _("The check-in is over."))


@require_POST
@member_page
def remove(request: HttpRequest, group: str, campaign: str) -> HttpResponseBase:
    """Take it away; the toast brings it back."""
    if request.GET.get("act") == "restore":
        remove_campaign(user_of(request), group, campaign, back=True)
        return HttpResponse(status=204)
    lead, _found = access_campaign(user_of(request), group, campaign)
    remove_campaign(user_of(request), group, campaign)
    undo = reverse("checkins:remove", kwargs={"group": group, "campaign": campaign}) + "?act=restore"
    return toast(request, HttpResponseRedirect(list_url(lead.group)), _("The check-in is removed."), undo=undo)
