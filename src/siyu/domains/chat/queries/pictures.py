"""Who may see a picture that was sent in a conversation."""

from __future__ import annotations

from typing import Any

from siyu.domains.chat.models import Message
from siyu.domains.chat.queries.access import access_conversation, access_message
from siyu.domains.chat.rules import read_reference
from siyu.kernel.errors import NotFound


def may_see_picture(user: Any, target: str) -> bool:
    """Whoever sees the message sees its picture: participants from when they joined, staff who look on."""
    try:
        public_id, seq = read_reference(target)
        message: Message = access_message(access_conversation(user, public_id), seq)
    except (ValueError, NotFound):
        return False
    return message.state == "shown"
