"""Forget what a member said in conversations: the numbers stay, the words and pictures go."""

from __future__ import annotations

from typing import Final

from django.db import transaction

from siyu.domains.chat.actions.tell_room import tell_change
from siyu.domains.chat.actions.unseat_participant import unseat_participant
from siyu.domains.chat.models import Conversation, Message, Participant
from siyu.domains.chat.rules import HOLDER, reference
from siyu.domains.media.actions.hold_assets import hold_assets
from siyu.domains.people.models import User
from siyu.kernel import clock

_OWN: Final = "a member is forgotten everywhere"


def forget_words(user: User) -> int:
    """Empty the member's own messages and take their seats; what they said as an account stays the account's.

    Answers how many messages. Said twice, it finds nothing the second time.
    """
    gone = 0
    rows = Message.objects.filter(sender=user, voice=Message.Voice.MEMBER).values_list("pk", flat=True)
    for pk in list(rows):
        with transaction.atomic():
            gone += _forget(user, pk)
    Message.objects.filter(sender=user).update(sender=None, nonce="")
    for seat in Participant.objects.filter(user=user).select_related("conversation"):
        with transaction.atomic():
            unseat_participant(seat.conversation, user)
            Participant.objects.filter(pk=seat.pk).delete()
    return gone


def _forget(user: User, pk: int) -> int:
    message = Message.objects.select_related("reply_to").get(pk=pk)
    message.conversation = Conversation.objects.unscoped(_OWN).select_related("account").get(pk=message.conversation_id)
    if message.body.get("asset"):
        hold_assets(user, HOLDER, reference(message.conversation.public_id, message.seq), [], public=False)
    message.text, message.body, message.mentions, message.nonce, message.sender = "", {}, [], "", None
    message.recalled_at, message.pinned_at = message.recalled_at or clock.now(), None
    message.save(update_fields=["text", "body", "mentions", "nonce", "sender", "recalled_at", "pinned_at"])
    tell_change(message.conversation, message)
    return 1
