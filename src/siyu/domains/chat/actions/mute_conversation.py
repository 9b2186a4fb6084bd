"""Want no red dots from a conversation, or want them again."""

from __future__ import annotations

from siyu.domains.chat.models import Participant
from siyu.domains.chat.queries.access import access_conversation
from siyu.domains.people.models import User


def mute_conversation(user: User, public_id: str, *, muted: bool) -> None:
    """Set it for this user alone. Raises NotFound."""
    seat = access_conversation(user, public_id)
    if seat.participant is not None:
        Participant.objects.filter(pk=seat.participant.pk).update(muted=muted)
