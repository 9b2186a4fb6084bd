"""Forget a member's check-ins."""

from __future__ import annotations

from typing import Final

from django.db import transaction

from siyu.domains.chat.actions.say_event import orphan_card
from siyu.domains.checkins.models import Campaign, Mark
from siyu.domains.checkins.types import HOLDER
from siyu.domains.media.actions.hold_assets import hold_assets
from siyu.domains.people.models import User

_OWN: Final = "a member asks to be forgotten everywhere"


def forget_marks(user: User) -> int:
    """Delete the member's marks and let go of their pictures; check-ins they started stay for the others.

    Answers how many marks. Twice does nothing more.
    """
    rows = Mark.objects.unscoped(_OWN).filter(user=user)
    with transaction.atomic():
        for public_id in rows.exclude(pictures=[]).values_list("public_id", flat=True):
            hold_assets(user, HOLDER, public_id, [], public=False)
        gone = int(rows.delete()[0])
        started = Campaign.objects.unscoped(_OWN).filter(starter=user)
        for campaign in started.exclude(seq=None).select_related("group__conversation__account"):
            orphan_card(campaign.group.conversation, campaign.seq)
        started.update(starter=None, nonce="")
    return gone
