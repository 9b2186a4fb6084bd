"""Let somebody into a conversation."""

from __future__ import annotations

from siyu.domains.chat.models import Conversation, Participant
from siyu.domains.people.models import User
from siyu.kernel import clock


def seat_participant(conversation: Conversation, user: User, *, whole_log: bool = False) -> Participant:
    """Seat a user, or seat them again; they see what is said from now on (`whole_log`: everything). Idempotent.

    Call inside the transaction of its cause; the domain above has checked that they may.
    """
    log = Conversation.objects.of(conversation.account_id).select_for_update().get(pk=conversation.pk)
    since, now = (0 if whole_log else log.last_seq), clock.now()
    fresh = {"joined_seq": since, "read_seq": log.last_seq, "joined_at": now}
    seat, made = Participant.objects.get_or_create(conversation=log, user=user, defaults=fresh)
    if not made and seat.left_at is not None:
        seat.joined_seq, seat.read_seq, seat.joined_at, seat.left_at = since, log.last_seq, now, None
        seat.save(update_fields=["joined_seq", "read_seq", "joined_at", "left_at"])
    return seat
