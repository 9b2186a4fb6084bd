"""Take somebody out of a conversation."""

from __future__ import annotations

from siyu.domains.chat.models import Conversation, Participant
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.platform import realtime


def unseat_participant(conversation: Conversation, user: User) -> bool:
    """Take a user's seat: they see nothing of it any more, over sockets neither. Answers whether they had one.

    Call inside the transaction of its cause.
    """
    seats = Participant.objects.filter(conversation=conversation, user=user, left_at=None)
    realtime.revoke(conversation.room, user.uid)
    return bool(seats.update(left_at=clock.now()))
