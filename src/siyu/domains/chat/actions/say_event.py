"""Say that something happened in a conversation: a system message."""

from __future__ import annotations

from typing import Any

from siyu.domains.chat.actions.log_message import log_message
from siyu.domains.chat.actions.tell_room import tell_room
from siyu.domains.chat.models import Conversation, Message
from siyu.domains.chat.queries.access import Seat
from siyu.domains.chat.types import system_words
from siyu.platform import realtime


def say_event(conversation: Conversation, event: str, **body: Any) -> Message:
    """Log the event under its words in `chat.types.system_words`, filled in from `body`. Inside a transaction."""
    if event not in system_words:
        raise LookupError(f"no words for the event {event} are registered")
    kind, voice = Message.Kind.SYSTEM, Message.Voice.SYSTEM
    message = log_message(conversation, kind=kind, voice=voice, body={"event": event, **body})
    tell_room(Seat(conversation, None), message)
    return message


def post_card(
    conversation: Conversation,
    sender: Any,
    card: str,
    card_id: str,
    *,
    text: str = "",
    voice: str = Message.Voice.MEMBER,
    nonce: str = "",
) -> Message:
    """Log a card that a domain above made for somebody (a poll, a chain), whose rights it has checked.

    Inside a transaction; `text` is what lists and old pages say of it. A `nonce` that the sender used already raises
    IntegrityError.
    """
    body, kind = {"card": card, "id": card_id}, Message.Kind.CARD
    message = log_message(conversation, sender=sender, voice=voice, kind=kind, body=body, text=text, nonce=nonce)
    tell_room(Seat(conversation, None), message)
    return message


def redraw_card(conversation: Conversation, seq: int) -> None:
    """Have open pages fetch a card anew, after the commit; many changes within a tenth of a second are one."""
    realtime.publish(conversation.room, "card", {"seq": seq}, coalesce=True, key=f"card.{seq}")
