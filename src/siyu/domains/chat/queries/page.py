"""What a page that shows a conversation needs, for the template and for its script."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from siyu.domains.chat import conf
from siyu.domains.chat.queries.access import Seat
from siyu.domains.chat.queries.messages import Messages, messages_before, pinned_messages
from siyu.domains.chat.queries.words import talk_words
from siyu.domains.chat.rules import unread

_PAUSE = timedelta(minutes=5)
"""After so long without a word the time is written between messages."""


def talk_page(
    seat: Seat, user: Any, *, before: int | None = None, leads: bool, voice: str = "member"
) -> dict[str, Any]:
    """Context of `chat/talk.html`: the newest messages (or those before a number), pins, settings for the script."""
    page = messages_before(seat, before)
    conversation, seen = seat.conversation, seat.participant
    waiting = unread(conversation.last_seq, seen.read_seq, seen.joined_seq) if seen else 0
    pins = pinned_messages(seat)
    return {
        "conversation": conversation,
        "rows": _rows(page, user, voice),
        "more": page.more,
        "first_seq": page.rows[0].seq if page.rows else 0,
        "older": before is not None,
        "pins": pins.told(user),
        "unread": waiting,
        "setup": {
            "id": conversation.public_id,
            "room": conversation.room,
            "base": f"/chat/{conversation.public_id}/",
            "me": user.uid,
            "voice": voice,
            "leads": leads,
            "last": conversation.last_seq,
            "change": conversation.last_change,
            "read": max(seen.read_seq, seen.joined_seq) if seen else conversation.last_seq,
            "more": page.more,
            "recall_seconds": conf.RECALL_SECONDS,
            "closed": conversation.closed_at is not None,
            "words": talk_words(),
            "shown": page.told(user),
        },
    }


def _rows(page: Messages, user: Any, voice: str) -> list[dict[str, Any]]:
    """Told messages with `mine`, and `time` where a time is written above."""
    rows, last = [], None
    for message, told in zip(page.rows, page.told(user), strict=True):
        apart = last is None or message.sent_at - last >= _PAUSE
        mine = message.voice == voice and (voice == "account" or message.sender_id == user.pk)
        rows.append({**told, "mine": mine, "sent_at": message.sent_at, "time": apart})
        last = message.sent_at
    return rows
