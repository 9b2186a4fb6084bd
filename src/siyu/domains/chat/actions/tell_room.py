"""Tell whoever looks at a conversation what is new in it, after the commit."""

from __future__ import annotations

from django.db.models import F

from siyu.domains.chat.models import Conversation, Message
from siyu.domains.chat.queries.access import Seat
from siyu.domains.chat.queries.messages import one_message, told
from siyu.platform import realtime


def tell_room(seat: Seat, message: Message) -> None:
    """Publish a new message. What a socket misses is fetched by its number."""
    shown = told(message, one_message(seat, message).faces, None)
    realtime.publish(seat.conversation.room, "message", shown, seq=message.seq)


def tell_change(conversation: Conversation, message: Message) -> None:
    """Number a change of a message (recalled, hidden, restored, pinned) and publish it. Inside its transaction."""
    logs = Conversation.objects.of(conversation.account_id)
    logs.filter(pk=conversation.pk).update(last_change=F("last_change") + 1)
    message.change = logs.values_list("last_change", flat=True).get(pk=conversation.pk)
    message.save(update_fields=["change"])
    message.conversation = conversation
    shown = told(message, one_message(Seat(conversation, None), message).faces, None)
    realtime.publish(conversation.room, "change", shown)
