"""Check-ins by page: the campaigns of a group, the wall of one, the calendar, and the card in the chat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from siyu.domains.chat.models import Message
from siyu.domains.checkins import conf
from siyu.domains.checkins.models import Campaign, Mark
from siyu.domains.checkins.queries.access import campaigns_of, is_over, shown_marks, today_of
from siyu.domains.checkins.queries.standings import standing_of
from siyu.domains.checkins.rules import days_between
from siyu.domains.checkins.types import Standing
from siyu.domains.groups.models import Group
from siyu.domains.groups.queries.access import standing
from siyu.domains.media.models import Asset
from siyu.domains.media.queries.assets import assets_in_order
from siyu.domains.members.queries.profiles import cards_of
from siyu.domains.members.types import Card
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.paging import Page, decode_id, encode_cursor


@dataclass(frozen=True)
class CampaignRow:
    """A campaign as lists show it."""

    campaign: Campaign
    people: int
    over: bool


@dataclass(frozen=True)
class MarkRow:
    """A mark with who set it and its pictures."""

    mark: Mark
    card: Card
    pictures: tuple[Asset, ...] = ()


@dataclass(frozen=True)
class Square:
    """A day of the calendar."""

    day: date
    marked: bool
    today: bool
    open: bool


def campaign_page(group: Group, search: str = "", cursor: str = "") -> Page[CampaignRow]:
    """A page of a group's campaigns, newest first. One query. Raises ValueError."""
    rows = campaigns_of(group).annotate(people=Count("marks__user", distinct=True)).order_by("-pk")
    if search:
        rows = rows.filter(title__icontains=search)
    if cursor:
        rows = rows.filter(pk__lt=decode_id(cursor))
    found = list(rows[: conf.PAGE + 1])
    for campaign in found:
        campaign.group = group
    shown = [CampaignRow(campaign, campaign.people, is_over(campaign)) for campaign in found[: conf.PAGE]]
    return Page(shown, encode_cursor(found[conf.PAGE - 1].pk) if len(found) > conf.PAGE else None)


def wall_page(campaign: Campaign, user: User | None, cursor: str = "") -> Page[MarkRow]:
    """A page of the marks as the group reads them, newest first. Four queries. Raises ValueError."""
    rows = shown_marks(campaign, user).order_by("-pk")
    if cursor:
        rows = rows.filter(pk__lt=decode_id(cursor))
    found = list(rows[: conf.PAGE + 1])
    cards = cards_of({mark.user_id for mark in found})
    wanted = dict.fromkeys(name for mark in found for name in mark.pictures)
    pictures = {asset.public_id: asset for asset in assets_in_order(wanted)}
    shown = [
        MarkRow(mark, cards[mark.user_id], tuple(pictures[name] for name in mark.pictures if name in pictures))
        for mark in found[: conf.PAGE]
        if mark.user_id in cards
    ]
    return Page(shown, encode_cursor(found[conf.PAGE - 1].pk) if len(found) > conf.PAGE else None)


def squares_of(campaign: Campaign, mine: Standing) -> list[Square]:
    """The days of a campaign, up to nine weeks around today; `open`: can be made up for now."""
    today = today_of(campaign)
    days = days_between(campaign.first_day, campaign.last_day)
    if len(days) > 63:
        at = max(min((today - campaign.first_day).days - 41, len(days) - 63), 0)
        days = days[at : at + 63]
    can = mine.makes_up
    return [Square(day, day in mine.days, day == today, can and day < today and day not in mine.days) for day in days]


def closed_words(campaign: Campaign, fault: str) -> str:
    """What stands on the button while today cannot be marked: when it opens, or that it was the last day."""
    opens = f"{campaign.opens or time.min:%H:%M}"
    if fault == "early":
        return _("Opens at %(time)s") % {"time": opens}
    if fault == "late" and today_of(campaign) < campaign.last_day:
        return _("Opens tomorrow at %(time)s") % {"time": opens}
    return _("Closed: today was the last day") if fault == "late" else ""


def campaign_url(campaign: Campaign) -> str:
    """The address of a campaign for its group."""
    return reverse("checkins:campaign", kwargs={"group": campaign.group.public_id, "campaign": campaign.public_id})


def start_url(group: Group) -> str:
    """Where a leader starts one."""
    return reverse("checkins:start", kwargs={"group": group.public_id})


def list_url(group: Group) -> str:
    """Where the check-ins of a group stand."""
    return reverse("checkins:list", kwargs={"group": group.public_id})


def list_note(group: Group, user: User) -> str:
    """The newest one that goes on, and whether today is still open."""
    today = clock.local_day(clock.now(), group.account.time_zone)
    going = campaigns_of(group).filter(ended_at=None, first_day__lte=today, last_day__gte=today).order_by("-pk").first()
    if going is None:
        return ""
    marked = Mark.objects.of(group.account_id).filter(campaign=going, user=user, day=today).exists()
    words = _("%(title)s · done for today") if marked else _("%(title)s · not yet today")
    return words % {"title": going.title}


def render_card(user: Any, message: Message) -> tuple[str, dict[str, Any]] | None:
    """The card of a campaign in the chat of its group, as the viewer sees it; None when it is gone."""
    conversation = message.conversation
    group = Group.objects.of(conversation.account_id).select_related("account").get(conversation_id=conversation.pk)
    campaign = campaigns_of(group).filter(public_id=str(message.body.get("id", ""))).first()
    if campaign is None:
        return None
    campaign.group = group
    today = Mark.objects.of(group.account_id).filter(campaign=campaign, day=today_of(campaign))
    member, mine = standing(user, group), standing_of(campaign, user)
    context = {
        "campaign": campaign, "group": group, "over": is_over(campaign), "number": today.count(),
        "closed": closed_words(campaign, mine.fault), "mine": mine,
        "inside": member is not None and member.state == member.State.ACTIVE,
    }  # fmt: skip
    return "checkins/card.html", context
