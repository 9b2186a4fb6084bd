"""What a member said in conversations, as tables to take along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from siyu.domains.chat.models import Message
from siyu.domains.people.models import User


def messages(user: User) -> Iterator[dict[str, Any]]:
    """Their own messages, oldest first."""
    rows = Message.objects.filter(sender=user, voice=Message.Voice.MEMBER).order_by("pk")
    columns = ("conversation__public_id", "conversation__account__slug", "seq", "sent_at", "kind", "text", "body")
    for public_id, account, seq, at, kind, text, body in rows.values_list(*columns).iterator():
        yield {
            "account": account, "conversation": public_id, "number": seq, "at": at.isoformat(), "kind": kind,
            "text": text, "asset": body.get("asset", ""),
        }  # fmt: skip
