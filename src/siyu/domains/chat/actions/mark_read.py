"""Remember how far somebody has read."""

from __future__ import annotations

from siyu.domains.chat.models import Conversation, Participant
from siyu.domains.chat.queries.access import access_conversation
from siyu.domains.people.models import User
from siyu.platform import realtime


def mark_read(user: User, public_id: str, seq: int) -> bool:
    """Move the read position forward, never back, never past the log. Answers whether it moved. Raises NotFound."""
    seat = access_conversation(user, public_id)
    if seat.participant is None:
        return False
    seq = min(seq, seat.conversation.last_seq)
    if seat.participant.read_seq >= seq:
        return False
    mine = Participant.objects.filter(pk=seat.participant.pk, read_seq__lt=seq)
    moved = bool(mine.update(read_seq=seq))
    if moved and seat.conversation.kind == Conversation.Kind.DIRECT:
        realtime.publish(seat.conversation.room, "read", {"uid": user.uid, "seq": seq}, lane="all", key=user.uid)
    return moved
