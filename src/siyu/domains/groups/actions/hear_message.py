"""What a group makes of what is said in it: a fact."""

from __future__ import annotations

from siyu.domains.chat.models import Conversation, Message
from siyu.domains.fans.actions.state_act import state_act
from siyu.kernel.clock import to_ms
from siyu.kernel.ids import derived_id


def hear_message(conversation: Conversation, message: Message) -> None:
    """State that a member spoke in a group; what the account says is no fact of a fan. In its transaction."""
    if message.voice != Message.Voice.MEMBER or message.sender is None:
        return
    event = derived_id(to_ms(message.sent_at), "group.messaged", conversation.public_id, message.seq)
    state_act(
        conversation.account, message.sender, "group.messaged", object_type="group",
        object_id=conversation.public_id, event_id=event, at=message.sent_at,
    )  # fmt: skip
