"""Forget a member in programmes: their wishes and attendances, and their name as host and beneath cards."""

from __future__ import annotations

from typing import Final

from django.db import transaction

from siyu.domains.chat.actions.say_event import orphan_card
from siyu.domains.chat.models import Message
from siyu.domains.people.models import User
from siyu.domains.programmes.models import Attendance, Entry, Wish
from siyu.domains.programmes.types import CARD

_OWN: Final = "a member asks to be forgotten everywhere"


def forget_member(user: User) -> int:
    """Delete what is theirs; entries they wrote and cards they showed stay under nobody's name.

    Answers how many; twice does nothing more.
    """
    gone = sum(model.objects.unscoped(_OWN).filter(user=user).delete()[0] for model in (Wish, Attendance))
    gone += Entry.objects.unscoped(_OWN).filter(host=user).update(host=None, host_name="")
    Entry.objects.unscoped(_OWN).filter(by=user).update(by=None, nonce="")
    cards = Message.objects.filter(sender=user, kind=Message.Kind.CARD, body__card=CARD)
    for card in cards.select_related("conversation").order_by("pk"):
        with transaction.atomic():
            orphan_card(card.conversation, card.seq)
    return int(gone)
