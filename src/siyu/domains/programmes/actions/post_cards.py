"""Show an entry, or a week, as a card in the chat of the group."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from siyu.domains.chat.actions.say_event import post_card
from siyu.domains.chat.models import Message
from siyu.domains.groups.types import Lead
from siyu.domains.moderation.queries.speaking import check_may_speak
from siyu.domains.programmes import conf
from siyu.domains.programmes.errors import NotNow
from siyu.domains.programmes.models import Entry
from siyu.domains.programmes.queries.access import lock_entry
from siyu.domains.programmes.rules import monday_of
from siyu.domains.programmes.types import CARD, ENTRY_CARD, FAULTS, WEEK_CARD, Sight
from siyu.kernel import clock
from siyu.platform.http.limits import spend


def post_entry(sight: Sight, nonce: str = "") -> Message:
    """Show the entry; the same nonce again answers the first message.

    Raises Forbidden, Muted, NotFound, NotNow once it is over or called off, TooOften, Closed.
    """
    if known := _checked(sight.lead, nonce):
        return known
    try:
        with transaction.atomic():
            entry = lock_entry(sight)
            why = "cancelled" if entry.cancelled_at else "over" if clock.now() >= entry.ends_at else ""
            if why:
                raise NotNow(str(FAULTS[why]), why=why)
            return show_entry(sight.lead, entry, nonce)
    except IntegrityError:
        if known := _sent(sight.lead, nonce):  # the same form arrived twice at a time
            return known
        raise


def post_week(lead: Lead, day: date, nonce: str = "") -> Message:
    """Show the week that a day is in; the same nonce again answers the first message.

    Raises Forbidden, Muted, TooOften, Closed.
    """
    if known := _checked(lead, nonce):
        return known
    monday = monday_of(day)
    text = _("Programme of the week from %(day)s") % {"day": f"{monday:%m-%d}"}
    try:
        with transaction.atomic():
            return _post(lead, f"{WEEK_CARD}{monday.isoformat()}", text, nonce)
    except IntegrityError:
        if known := _sent(lead, nonce):
            return known
        raise


def show_entry(lead: Lead, entry: Entry, nonce: str = "") -> Message:
    """Log the card of an entry whose row is ours, in a transaction; the newest card is the one that changes."""
    message = _post(lead, f"{ENTRY_CARD}{entry.public_id}", entry.title, nonce)
    entry.seq = message.seq
    entry.save(update_fields=["seq"])
    return message


def _post(lead: Lead, card_id: str, text: str, nonce: str) -> Message:
    voice = Message.Voice.ACCOUNT if lead.staff else Message.Voice.MEMBER
    return post_card(lead.group.conversation, lead.user, CARD, card_id, text=text, voice=voice, nonce=_kept(nonce))


def _checked(lead: Lead, nonce: str) -> Message | None:
    lead.require("play")
    if known := _sent(lead, nonce):
        return known
    if not lead.staff:
        check_may_speak(lead.user, lead.group.account)
    spend("programmes.post", conf.POST_RATE, f"user:{lead.user.pk}")
    return None


def _sent(lead: Lead, nonce: str) -> Message | None:
    if not nonce:
        return None
    rows = Message.objects.filter(conversation=lead.group.conversation, sender=lead.user, nonce=_kept(nonce))
    return rows.first()


def _kept(nonce: str) -> str:
    return f"programme.{nonce}"[:40] if nonce else ""
