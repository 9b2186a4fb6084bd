"""Start a check-in campaign in a group, end it before its time, take it away and bring it back."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from siyu.domains.chat.actions.say_event import post_card, redraw_card, say_event
from siyu.domains.chat.rules import clean_text
from siyu.domains.checkins import conf
from siyu.domains.checkins.models import Campaign
from siyu.domains.checkins.models.campaign import NONCE_LENGTH, TASK_LENGTH, TITLE_LENGTH
from siyu.domains.checkins.queries.access import access_campaign, campaigns_of
from siyu.domains.checkins.queries.standings import leaders_of
from siyu.domains.checkins.rules import remind_at
from siyu.domains.checkins.types import CARD, CampaignForm
from siyu.domains.groups.queries.access import lead_as_member
from siyu.domains.groups.types import Lead
from siyu.domains.moderation.actions.screen_text import screen_text
from siyu.domains.moderation.errors import RefusedText
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.platform import audit


def start_campaign(user: User, group_id: str, form: CampaignForm, nonce: str = "") -> Campaign:
    """Start it and post its card; the same nonce again answers the first. Leaders only.

    Raises NotFound, Forbidden, RefusedText, Invalid (title, first_day, last_day, makeups, hours).
    """
    lead = lead_as_member(user, group_id)
    lead.require("play")
    if known := _known(lead, nonce):
        return known
    columns = _checked(lead, form)
    try:
        with transaction.atomic():
            campaign = Campaign(
                account_id=lead.group.account_id, group=lead.group, starter=user, nonce=nonce[:NONCE_LENGTH],
                started_at=clock.now(), **columns,
            )  # fmt: skip
            campaign.save(force_insert=True)
            said = post_card(lead.group.conversation, user, CARD, campaign.public_id, text=campaign.title)
            campaign.seq = said.seq
            campaign.save(update_fields=["seq"])
            remind_later_today(campaign)
    except IntegrityError:
        if known := _known(lead, nonce):  # the same nonce arrived twice at a time
            return known
        raise
    return campaign


def remind_later_today(campaign: Campaign) -> None:
    """Queue today's reminder for its moment, if it goes on and reminds; inside a transaction."""
    from siyu.domains.checkins.jobs import remind_of_checkin

    zone = ZoneInfo(campaign.group.account.time_zone)
    today = clock.local_day(clock.now(), campaign.group.account.time_zone)
    if campaign.remind and campaign.first_day <= today <= campaign.last_day:
        at = datetime.combine(today, remind_at(conf.REMIND_AT, campaign.opens, campaign.closes), zone)
        remind_of_checkin.using(run_after=at).enqueue(campaign.public_id, today.isoformat())


def end_campaign(user: User, group_id: str, campaign_id: str) -> None:
    """Nobody checks in any more, and the group reads who kept on longest. Once. Raises NotFound, Forbidden."""
    lead, campaign = access_campaign(user, group_id, campaign_id)
    lead.require("play")
    with transaction.atomic():
        close(campaign)


def close(campaign: Campaign) -> bool:
    """End it and say so, in a transaction; twice does nothing."""
    rows = Campaign.objects.of(campaign.account_id).filter(pk=campaign.pk, ended_at=None)
    if not rows.update(ended_at=clock.now()):
        return False
    best = leaders_of(campaign, 1)
    event = "checkin.ended" if best else "checkin.empty"
    named = {"name": best[0].card.name, "days": best[0].total} if best else {}
    say_event(campaign.group.conversation, event, title=campaign.title, **named)
    if campaign.seq is not None:
        redraw_card(campaign.group.conversation, campaign.seq)
    return True


def remove_campaign(user: User, group_id: str, campaign_id: str, *, back: bool = False) -> None:
    """Take it away, or bring it back with every mark. Raises NotFound, Forbidden."""
    lead, campaign = access_campaign(user, group_id, campaign_id, removed=back)
    lead.require("play")
    with transaction.atomic():
        rows = Campaign.objects.of(campaign.account_id).filter(pk=campaign.pk, removed_at__isnull=not back)
        if rows.update(removed_at=None if back else clock.now()):
            audit.record(
                account_id=campaign.account_id, actor_id=user.pk, target=f"checkin:{campaign.public_id}",
                act="checkin.restored" if back else "checkin.removed",
            )  # fmt: skip
            if campaign.seq is not None:
                redraw_card(campaign.group.conversation, campaign.seq)


def _known(lead: Lead, nonce: str) -> Campaign | None:
    if not nonce:
        return None
    rows = Campaign.objects.of(lead.group.account_id).filter(group=lead.group, starter=lead.user, nonce=nonce)
    found: Campaign | None = rows.first()
    if found is not None:
        found.group = lead.group
    return found


def _checked(lead: Lead, form: CampaignForm) -> dict[str, object]:
    title, task = " ".join(clean_text(form.title).split()), clean_text(form.task).strip()
    if not title or len(title) > TITLE_LENGTH:
        raise Invalid(_("A check-in needs a name of at most %(n)s letters.") % {"n": TITLE_LENGTH}, field="title")
    if len(task) > TASK_LENGTH:
        raise Invalid(_("Say it in at most %(n)s characters.") % {"n": TASK_LENGTH}, field="task")
    today = clock.local_day(clock.now(), lead.group.account.time_zone)
    if form.last_day < max(form.first_day, today):
        raise Invalid(_("The last day lies before the first, or in the past."), field="last_day")
    if (form.last_day - form.first_day).days >= conf.DAYS_MOST or (form.first_day - today).days >= conf.DAYS_MOST:
        raise Invalid(_("A check-in lasts a year at the most."), field="last_day")
    if not 0 <= form.makeups <= conf.MAKEUPS_MOST:
        raise Invalid(_("At most %(n)s days can be made up for.") % {"n": conf.MAKEUPS_MOST}, field="makeups")
    opens, closes = (None if at == time.min else at for at in (form.opens, form.closes))  # midnight is no bound
    if opens is not None and closes is not None and closes <= opens:
        raise Invalid(_("The hours end before they begin. They lie within one day."), field="hours")
    going = campaigns_of(lead.group).filter(ended_at=None, last_day__gte=today)
    if going.count() >= conf.OPEN_MOST:
        raise Invalid(_("Too many check-ins go on here. End one first."), field="title")
    said = screen_text(lead.group.account, f"{title}\n{task}")
    if said.verdict != "pass":
        raise RefusedText(_("Please leave these words out: %(words)s") % {"words": "、".join(said.words)})
    return {
        "title": title, "task": task, "first_day": form.first_day, "last_day": form.last_day, "text": form.text,
        "makeups": form.makeups, "remind": form.remind, "remind_all": form.remind and form.remind_all,
        "opens": opens, "closes": closes,
    }  # fmt: skip
