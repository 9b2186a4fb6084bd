"""Hide a message after review, or bring it back: the entry of messages among what can be reported."""

from __future__ import annotations

from django.db import transaction

from siyu.domains.chat.actions.tell_mentioned import tell_mentioned
from siyu.domains.chat.actions.tell_room import tell_change
from siyu.domains.chat.models import Message
from siyu.domains.chat.queries.access import access_conversation, access_message, conversation_by_id
from siyu.domains.chat.rules import read_reference
from siyu.domains.chat.types import kinds
from siyu.domains.moderation.types import Described
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import NotFound


def describe_message(target: str) -> Described:
    """A message by its reference, as reviewers see it; raises NotFound."""
    message = _found(target)
    conversation = message.conversation
    kind = kinds[conversation.kind]
    return Described(
        title=kind.title(conversation),
        excerpt=message.text or message.kind,
        author_id=message.sender_id or 0,
        account_id=conversation.account_id,
        url=kind.address(conversation),
        picture=str(message.body.get("small", "")),
        by_account=message.voice == Message.Voice.ACCOUNT,
    )


def check_sees_message(user: User, target: str) -> None:
    """Raises NotFound for whoever is not in the conversation, and for what they see nothing of."""
    message = _found(target)
    access_message(access_conversation(user, message.conversation.public_id), message.seq)
    if message.state != "shown" and (message.state != "held" or message.sender_id != user.pk):
        raise NotFound(target=target)


def hide_message(target: str, _reason: str) -> None:
    """Show it to nobody any more; twice does nothing."""
    _judge(target, hidden=True)


def restore_message(target: str) -> None:
    """Show it again, or for the first time when it was held; twice does nothing."""
    _judge(target, hidden=False)


def _judge(target: str, *, hidden: bool) -> None:
    with transaction.atomic():
        message = _found(target)
        held = message.held_at is not None
        if hidden == (message.hidden_at is not None) and (hidden or not held):
            return
        message.hidden_at = clock.now() if hidden else None
        if not hidden:
            message.held_at = None
        message.save(update_fields=["hidden_at", "held_at"])
        tell_change(message.conversation, message)
        if held and not hidden:
            tell_mentioned(message)


def _found(target: str) -> Message:
    try:
        public_id, seq = read_reference(target)
    except ValueError:
        raise NotFound(target=target) from None
    conversation = conversation_by_id(public_id)
    rows = Message.objects.filter(conversation=conversation, seq=seq) if conversation else Message.objects.none()
    message = rows.select_related("sender", "reply_to").first()
    if conversation is None or message is None:
        raise NotFound(target=target)
    message.conversation = conversation
    return message
