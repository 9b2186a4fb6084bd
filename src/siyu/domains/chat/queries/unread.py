"""My conversations: how much is unread, and the last word of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q

from siyu.domains.chat.models import Message, Participant
from siyu.domains.chat.queries.faces import face_of_message
from siyu.domains.chat.queries.messages import summary
from siyu.domains.chat.rules import unread
from siyu.domains.chat.types import Face
from siyu.domains.members.queries.profiles import cards_of
from siyu.platform.db.prepared import Prepared

_seats = Prepared(
    lambda user: Participant.objects.filter(user_id=user, left_at=None).values_list(
        *(f"conversation__{name}" for name in ("public_id", "kind", "last_seq")),
        "read_seq",
        "joined_seq",
        "muted",
        "mentioned_seq",
    )
)


@dataclass(frozen=True)
class Unread:
    """What waits for a user in one conversation; `muted`: they want no red dot; `mentioned`: somebody called them."""

    public_id: str
    kind: str
    count: int
    muted: bool
    mentioned: bool


@dataclass(frozen=True)
class LastLine:
    """The newest message of a conversation in one line, and when it was sent."""

    words: str
    at: datetime


def unread_of(user: Any, kind: str = "") -> dict[str, Unread]:
    """Public id → what waits, for every conversation that the user is in (of one kind). One query."""
    return {
        public_id: Unread(public_id, of, unread(last, read, joined), bool(muted), called > read)
        for public_id, of, last, read, joined, muted, called in _seats(user.pk)
        if kind in ("", of)
    }


def unread_total(user: Any, kind: str = "") -> int:
    """The number of the red dot: muted conversations count only when somebody called the user."""
    return sum(one.count if not one.muted else one.mentioned for one in unread_of(user, kind).values())


def last_messages(conversation_ids: Iterable[int]) -> dict[int, Message]:
    """Conversation id → its newest message. One query."""
    newest = Q(seq=F("conversation__last_seq"))
    rows = Message.objects.filter(newest, conversation_id__in=list(conversation_ids))
    return {message.conversation_id: message for message in rows.select_related("conversation__account")}


def last_lines(conversation_ids: Iterable[int]) -> dict[int, LastLine]:
    """Conversation id → its newest message in one line, with who said it. Two queries."""
    found = last_messages(conversation_ids)
    cards = cards_of(message.sender_id for message in found.values() if message.sender_id)
    faces = {pk: Face(card.uid, card.name, card.avatar_url) for pk, card in cards.items()}
    return {pk: LastLine(_line(message, faces), message.sent_at) for pk, message in found.items()}


def _line(message: Message, faces: dict[int, Face]) -> str:
    face, words = face_of_message(message, faces), summary(message)
    return f"{face.name}：{words}" if face and face.name and message.state == "shown" else words


def read_by(message: Message, limit: int = 200) -> tuple[int, Sequence[int]]:
    """How many others have read up to a message, and the user ids of the first of them."""
    readers = Participant.objects.filter(conversation_id=message.conversation_id, left_at=None)
    readers = readers.filter(read_seq__gte=message.seq, joined_seq__lt=message.seq).exclude(
        user_id=message.sender_id or 0
    )
    ids = list(readers.order_by("pk").values_list("user_id", flat=True)[: limit + 1])
    return (readers.count() if len(ids) > limit else len(ids)), ids[:limit]
