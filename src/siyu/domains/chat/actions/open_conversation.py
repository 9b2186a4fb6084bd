"""Open a conversation."""

from __future__ import annotations

from siyu.domains.accounts.models import Account
from siyu.domains.chat.models import Conversation
from siyu.domains.chat.types import kinds


def open_conversation(account: Account, kind: str) -> Conversation:
    """A fresh conversation of a registered kind, with nobody in it. Call inside the transaction of its cause."""
    if kind not in kinds:
        raise LookupError(f"no kind of conversation {kind} is registered")
    conversation: Conversation = Conversation.objects.create(account=account, kind=kind)
    return conversation
