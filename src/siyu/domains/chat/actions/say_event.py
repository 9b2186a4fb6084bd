"""Say that something happened in a conversation: a system message."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from siyu.domains.chat.actions.log_message import log_message
from siyu.domains.chat.actions.tell_room import tell_change, tell_room
from siyu.domains.chat.models import Conversation, Message
from siyu.domains.chat.queries.access import Seat
from siyu.domains.chat.types import system_words
from siyu.kernel import clock
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


def orphan_card(conversation: Conversation, seq: int) -> None:
    """Leave a card to the others whose poster is being forgotten: it stays, under nobody's name. Inside a transaction.

    Must come before the poster's words are emptied; twice does nothing.
    """
    rows = Message.objects.select_related("reply_to").filter(conversation=conversation, seq=seq, kind=Message.Kind.CARD)
    message = rows.exclude(sender=None).filter(voice=Message.Voice.MEMBER).first()
    if message is None:
        return
    message.sender, message.nonce = None, ""
    message.save(update_fields=["sender", "nonce"])
    message.conversation = conversation
    tell_change(conversation, message)


def redraw_card(conversation: Conversation, seq: int) -> None:
    """Have open pages fetch a card anew, after the commit; many changes within a tenth of a second are one.

    Pages fetch what they show, spread over a moment; the rest once it comes into sight.
    """
    realtime.publish(conversation.room, "card", {"seq": seq}, coalesce=True, key=f"card.{seq}")


def tell_card(conversation: Conversation, seq: int, told: Mapping[str, str]) -> None:
    """Tell open pages the figures of a card that changed (`data-told`, `data-bar` → text), after the commit.

    Everyone in the room hears them, so only what every one of them may read may be told. A page whose card shows a
    figure that is not told fetches the card, like after `redraw_card`. Of two that cross on the way the newer holds.
    """
    payload = {"seq": seq, "told": dict(told), "at": clock.to_ms(clock.now())}
    realtime.publish(conversation.room, "card", payload, coalesce=True, key=f"card.{seq}.told")
