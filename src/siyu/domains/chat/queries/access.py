"""Fetch a conversation with the asker's rights checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from siyu.domains.chat.models import Conversation, Message, Participant
from siyu.domains.chat.types import kinds
from siyu.kernel.errors import NotFound


@dataclass(frozen=True)
class Seat:
    """The asker in a conversation; `participant` is None for staff who look on from their desk."""

    conversation: Conversation
    participant: Participant | None

    @property
    def since(self) -> int:
        """The messages after this number are the asker's to see."""
        return self.participant.joined_seq if self.participant else 0


def access_conversation(user: Any, public_id: str) -> Seat:
    """The asker's seat; NotFound for strangers, for those who left or were put out, and for no such one alike."""
    if user.is_authenticated:
        seats = Participant.objects.select_related("conversation__account")
        held = seats.filter(conversation__public_id=public_id, user_id=user.pk, left_at=None).first()
        if held is not None:
            return Seat(held.conversation, held)
        found = conversation_by_id(public_id)
        if found is not None and found.kind in kinds and kinds[found.kind].may_watch(found, user):
            return Seat(found, None)
    raise NotFound(_("This conversation is not here, or you are not part of it."))


def conversation_by_id(public_id: str) -> Conversation | None:
    """The conversation for callers who check rights themselves."""
    rows = Conversation.objects.unscoped("a public id names one conversation of one account; the caller checks rights")
    found: Conversation | None = rows.select_related("account").filter(public_id=public_id).first()
    return found


def access_message(seat: Seat, seq: int) -> Message:
    """A message that the seat may see; NotFound otherwise."""
    rows = Message.objects.filter(conversation=seat.conversation, seq=seq, seq__gt=seat.since)
    found = rows.select_related("sender").first()
    if found is None:
        raise NotFound(_("This message is not here any more."))
    found.conversation = seat.conversation
    return found


def may_enter(kind: str, user: Any, public_id: str) -> bool:
    """Whether a user may listen to the room of a conversation."""
    try:
        return access_conversation(user, public_id).conversation.kind == kind
    except NotFound:
        return False
