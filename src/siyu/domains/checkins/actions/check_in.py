"""Check in: once a day, or for a missed day while one may make up for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from siyu.domains.chat.actions.say_event import redraw_card
from siyu.domains.chat.rules import clean_text
from siyu.domains.checkins import conf
from siyu.domains.checkins.errors import NotNow
from siyu.domains.checkins.models import Campaign, Mark
from siyu.domains.checkins.models.campaign import TEXT_LENGTH
from siyu.domains.checkins.queries.access import access_campaign, local_time, today_of
from siyu.domains.checkins.rules import fault_of_day, fault_of_hour
from siyu.domains.checkins.types import HOLDER, TARGET
from siyu.domains.fans.actions.state_act import state_act
from siyu.domains.groups.queries.conversing import check_speak
from siyu.domains.media.actions.hold_assets import hold_assets
from siyu.domains.media.models import Asset
from siyu.domains.media.queries.assets import assets_in_order
from siyu.domains.moderation.actions.open_case import open_case
from siyu.domains.moderation.actions.screen_text import screen_text
from siyu.domains.moderation.errors import RefusedText
from siyu.domains.moderation.queries.speaking import check_may_speak, check_pace
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Invalid, NotFound
from siyu.kernel.ids import derived_id

_FAULTS = {
    "before": gettext_lazy("It has not begun yet."),
    "over": gettext_lazy("This check-in is over."),
    "future": gettext_lazy("This day is still to come."),
    "early": gettext_lazy("It is not open yet. Its hours: %(hours)s"),
    "late": gettext_lazy("It is closed for today. Its hours: %(hours)s"),
    "no_makeup": gettext_lazy("No missed day can be made up for any more."),
}


def check_in(
    user: User, group_id: str, campaign_id: str, text: str = "", day: date | None = None, pictures: Sequence[str] = ()
) -> Mark:
    """Mark today, or an earlier day as made up for; a day that is marked already answers its mark.

    Words are screened; words and pictures (public ids of assets) need the right to speak, a bare mark only the group.
    Raises NotFound, NotNow, Muted, MayNotSpeak, RefusedText, Invalid (text, pictures).
    """
    lead, campaign = access_campaign(user, group_id, campaign_id)
    text = clean_text(text).strip()
    if len(text) > TEXT_LENGTH:
        raise Invalid(_("Say it in at most %(n)s characters.") % {"n": TEXT_LENGTH}, field="text")
    if campaign.text and not text:
        raise Invalid(_("Say in a few words what you did."), field="text")
    pictures = _pictures(pictures)
    if text or pictures:
        check_speak(lead.group.conversation, user, "member")
        check_may_speak(user, lead.group.account)
    held = _screened(campaign, text) if text else None
    with transaction.atomic():
        campaign = _held(campaign)
        marks: list[Mark] = list(Mark.objects.of(campaign.account_id).filter(campaign=campaign, user=user))
        today = today_of(campaign)
        wanted = day or today
        if known := next((mark for mark in marks if mark.day == wanted), None):
            return known
        _check_day(campaign, wanted, today, marks)
        if text or pictures:
            check_pace(user)
        mark = Mark(
            account_id=campaign.account_id, campaign=campaign, user=user, day=wanted, at=clock.now(), text=text,
            pictures=pictures, makeup=wanted != today, held_at=clock.now() if held else None,
        )  # fmt: skip
        mark.save(force_insert=True)
        if pictures:
            hold_assets(user, HOLDER, mark.public_id, pictures, public=False)
        if held:
            open_case(TARGET, mark.public_id, source="words", words=held)
        _tell(campaign, user, mark)
    return mark


def _held(campaign: Campaign) -> Campaign:
    """Its row as it is now, ours until the end: marks are set one after the other, and none after the result.

    So nobody makes up for more days than they may. Raises NotFound when it was taken away meanwhile.
    """
    rows = Campaign.objects.of(campaign.account_id).select_for_update(of=("self",))
    now: Campaign | None = rows.filter(pk=campaign.pk, removed_at=None).first()
    if now is None:
        raise NotFound(_("This check-in is not here any more."))
    now.group = campaign.group
    return now


def _check_day(campaign: Campaign, day: date, today: date, marks: list[Mark]) -> None:
    left = campaign.makeups - sum(mark.makeup for mark in marks)
    fault = "over" if campaign.ended_at is not None else ""
    fault = fault or fault_of_day(day, today, campaign.first_day, campaign.last_day, makeups_left=left)
    if not fault and day == today:
        fault = fault_of_hour(local_time(campaign), campaign.opens, campaign.closes)
    if fault:
        raise NotNow(str(_FAULTS[fault]) % {"hours": campaign.hours}, why=fault)


def _pictures(wanted: Sequence[str]) -> list[str]:
    """Pictures, and few enough; raises Invalid. Whose they are is asked when they are held."""
    pictures = list(dict.fromkeys(name for name in wanted if name))
    if len(pictures) > conf.PICTURES_MOST:
        raise Invalid(_("A check-in has at most %(n)s pictures.") % {"n": conf.PICTURES_MOST}, field="pictures")
    if any(asset.kind != Asset.Kind.PICTURE for asset in assets_in_order(pictures)):
        raise Invalid(_("A check-in has pictures, no videos."), field="pictures")
    return pictures


def _screened(campaign: Campaign, text: str) -> tuple[str, ...] | None:
    """Words that a reviewer must look at first; raises RefusedText."""
    said = screen_text(campaign.group.account, text)
    if said.verdict == "refuse":
        words = _("Please leave these words out: %(words)s") % {"words": "、".join(said.words)}
        raise RefusedText(words, words=said.words)
    return said.words if said.verdict == "hold" else None


def _tell(campaign: Campaign, user: User, mark: Mark) -> None:
    state_act(
        campaign.group.account, user, "group.checked_in", object_type="group", object_id=campaign.group.public_id,
        at=mark.at, props={"campaign": campaign.public_id, "day": mark.day.isoformat(), "makeup": mark.makeup},
        event_id=derived_id(clock.to_ms(mark.at), "group.checked_in", mark.public_id),
    )  # fmt: skip
    if campaign.seq is not None:
        redraw_card(campaign.group.conversation, campaign.seq)
