"""Tell the staff of an account that a thread of their inbox has changed."""

from __future__ import annotations

from typing import Any

from siyu.domains.support.models import Thread
from siyu.platform import realtime


def desk_room(slug: str) -> str:
    """The realtime room of an account's staff."""
    return f"account.{slug}.desk"


def tell_desk(thread: Thread, what: str, **more: Any) -> None:
    """Publish after the commit which thread changed and how; the page fetches what it needs."""
    conversation = thread.conversation
    payload = {"thread": conversation.public_id, "what": what, **more}
    realtime.publish(desk_room(conversation.account.slug), "thread", payload)
