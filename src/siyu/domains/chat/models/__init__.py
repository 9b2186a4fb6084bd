"""Tables of chat."""

from siyu.domains.chat.models.conversation import Conversation, Participant
from siyu.domains.chat.models.message import Message

__all__ = ["Conversation", "Message", "Participant"]
