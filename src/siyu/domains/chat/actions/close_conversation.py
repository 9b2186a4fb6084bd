"""Close a conversation for good or for a while."""

from __future__ import annotations

from siyu.domains.chat.models import Conversation
from siyu.kernel import clock
from siyu.platform import realtime


def close_conversation(conversation: Conversation, *, closed: bool = True) -> None:
    """Take no more messages (or take them again). Call inside the transaction of its cause."""
    rows = Conversation.objects.of(conversation.account_id).filter(pk=conversation.pk)
    rows.update(closed_at=clock.now() if closed else None)
    realtime.publish(conversation.room, "closed", {"closed": closed})
