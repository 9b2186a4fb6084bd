"""Fetch a campaign with the asker's rights checked."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from siyu.domains.accounts.types import Desk
from siyu.domains.checkins.models import Campaign, Mark
from siyu.domains.groups.models import Group
from siyu.domains.groups.queries.access import lead_as_member, lead_as_staff
from siyu.domains.groups.types import Lead
from siyu.kernel import clock
from siyu.kernel.errors import NotFound


def access_campaign(user: Any, group_id: str, campaign_id: str, *, removed: bool = False) -> tuple[Lead, Campaign]:
    """A campaign of a group that the user is in, and what they are there; NotFound for everyone else."""
    lead = lead_as_member(user, group_id)
    if removed:
        lead.require("play")
    return lead, _named(campaigns_of(lead.group, removed=removed), lead.group, campaign_id)


def campaign_as_staff(desk: Desk, group_id: str, campaign_id: str) -> tuple[Lead, Campaign]:
    """A campaign of the account for staff who see groups. Raises Forbidden, NotFound."""
    lead = lead_as_staff(desk, group_id, "groups.view")
    return lead, _named(campaigns_of(lead.group), lead.group, campaign_id)


def campaigns_of(group: Group, *, removed: bool = False) -> QuerySet[Campaign]:
    """The campaigns of a group; with `removed` those that were taken away."""
    rows: QuerySet[Campaign] = Campaign.objects.of(group.account_id).filter(group=group)
    return rows.filter(removed_at__isnull=not removed)


def shown_marks(campaign: Campaign, user: Any = None) -> QuerySet[Mark]:
    """The marks whose words may be read: none that review hid; what waits for review only by who wrote it."""
    rows: QuerySet[Mark] = Mark.objects.of(campaign.account_id).filter(campaign=campaign, hidden_at=None)
    return rows.filter(Q(held_at=None) | Q(user=user)) if user is not None else rows.filter(held_at=None)


def today_of(campaign: Campaign) -> date:
    """The day of the account's clock."""
    return clock.local_day(clock.now(), campaign.group.account.time_zone)


def local_time(campaign: Campaign) -> time:
    """What the account's clock shows."""
    return clock.now().astimezone(ZoneInfo(campaign.group.account.time_zone)).time()


def may_see_pictures(user: Any, mark_id: str) -> bool:
    """Whether somebody reads the mark: who is in its group, as far as review shows it, and staff of its account."""
    every = Mark.objects.unscoped("a public id names one mark; whether the asker may see it is checked here")
    mark = every.select_related("campaign__group").filter(public_id=mark_id).first()
    if mark is None or not user.is_authenticated:
        return False
    if user.memberships.filter(account_id=mark.account_id).exists():
        return True
    try:
        _lead, campaign = access_campaign(user, mark.campaign.group.public_id, mark.campaign.public_id)
    except NotFound:
        return False
    return shown_marks(campaign, user).filter(pk=mark.pk).exists()


def is_over(campaign: Campaign) -> bool:
    """Whether nobody can check in any more."""
    return campaign.ended_at is not None or today_of(campaign) > campaign.last_day


def _named(rows: QuerySet[Campaign], group: Group, campaign_id: str) -> Campaign:
    found: Campaign | None = rows.filter(public_id=campaign_id).first()
    if found is None:
        raise NotFound(_("This check-in is not here any more."))
    found.group = group
    return found
