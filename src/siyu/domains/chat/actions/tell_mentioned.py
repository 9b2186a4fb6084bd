"""Tell those who were called by name."""

from __future__ import annotations

from siyu.domains.chat.models import Message, Participant
from siyu.domains.chat.queries.faces import face_of_message, faces_of
from siyu.domains.chat.queries.messages import summary
from siyu.domains.chat.types import kinds
from siyu.domains.inbox.actions.notify import notify
from siyu.domains.members.queries.blocking import blocked_among
from siyu.domains.people.models import User

EVERYONE = "all"


def tell_mentioned(message: Message) -> int:
    """A notice to each participant whom the message calls; `all` counts from those who lead. Answers how many.

    Nobody hears of whom they blocked or who blocked them. Inside the message's transaction; twice says it once.
    """
    if not message.mentions:
        return 0
    conversation, kind = message.conversation, kinds[message.conversation.kind]
    seats = Participant.objects.filter(conversation=conversation, left_at=None).exclude(user_id=message.sender_id or 0)
    official = message.voice == Message.Voice.ACCOUNT
    if not (EVERYONE in message.mentions and (official or kind.may_lead(conversation, message.sender))):
        seats = seats.filter(user__uid__in=message.mentions)
    called = list(User.objects.filter(pk__in=seats.values_list("user_id", flat=True)))
    if message.sender is not None and not official:
        apart = blocked_among(message.sender, [user.pk for user in called])
        called = [user for user in called if user.pk not in apart]
    Participant.objects.filter(conversation=conversation, user__in=called).update(mentioned_seq=message.seq)
    face = face_of_message(message, faces_of(conversation, [message.sender_id] if message.sender_id else []))
    title = f"{face.name if face else ''} @ {kind.title(conversation)}"
    key, url = f"mention:{conversation.public_id}.{message.seq}", kind.address(conversation)
    notify(called, "mention", title, summary(message), url, account=conversation.account, key=key)
    return len(called)
