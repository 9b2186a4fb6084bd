"""Shapes of chat, and the registry of what kinds of conversation there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal
from zlib import crc32

from django.utils.functional import Promise

from siyu.domains.chat.models import Conversation, Message
from siyu.domains.people.models import User
from siyu.platform.registry import Registry

_HUES: Final = 5  # of portraits without a picture

Voice = Literal["member", "account", "system"]
Kind = Literal["text", "picture", "video", "card", "system"]


@dataclass(frozen=True)
class Draft:
    """What somebody wants to say. `asset` is a public id of their own, `reply_to` a seq, `mentions` are uids."""

    text: str = ""
    kind: Kind = "text"
    asset: str = ""
    card: dict[str, Any] = field(default_factory=dict)
    reply_to: int = 0
    mentions: Sequence[str] = ()
    nonce: str = ""
    voice: Voice = "member"


@dataclass(frozen=True)
class Face:
    """Who speaks, as others see them: `badge` is a short word beside the name, `tone` its colour."""

    uid: str
    name: str
    avatar: str = ""
    badge: str | Promise = ""
    tone: str = ""

    def told(self) -> dict[str, str]:
        """What programs are told: JSON values."""
        named = {"uid": self.uid, "name": self.name, "avatar": self.avatar}
        return {**named, "badge": str(self.badge), "tone": self.tone, "hue": str(crc32(self.name.encode()) % _HUES)}


def _nobody(_conversation: Conversation, _user: Any) -> bool:
    return False


def _no_words(_conversation: Conversation, _message: Message) -> None:
    return None


def _no_badges(_conversation: Conversation, _user_ids: Sequence[int]) -> dict[int, tuple[str | Promise, str]]:
    return {}


def _no_card(_conversation: Conversation, _user: Any, _message: Message) -> tuple[str, dict[str, Any]] | None:
    return None


@dataclass(frozen=True)
class ConversationKind:
    """What the domain that opens a kind of conversation decides about it.

    `check_speak(conversation, user, voice)` raises when they may not now; it also decides who speaks as the account.
    `may_lead` recalls and pins what others said. `may_watch` reads without taking part (staff at their desk).
    `said` runs in the transaction of a member's or the account's message. `badges`: user id → (word, tone).
    `card` gives (template, context) of a card that only this kind knows; others are looked up in `media.types.cards`.
    """

    address: Callable[[Conversation], str]
    title: Callable[[Conversation], str]
    check_speak: Callable[[Conversation, User, Voice], None]
    may_lead: Callable[[Conversation, Any], bool] = _nobody
    may_watch: Callable[[Conversation, Any], bool] = _nobody
    said: Callable[[Conversation, Message], None] = _no_words
    badges: Callable[[Conversation, Sequence[int]], dict[int, tuple[str | Promise, str]]] = _no_badges
    card: Callable[[Conversation, Any, Message], tuple[str, dict[str, Any]] | None] = _no_card


kinds: Registry[ConversationKind] = Registry("chat.kinds")
"""Filled by the domains above in AppConfig.ready: "group" by groups, "direct" by support."""

system_words: Registry[Promise] = Registry("chat.system_words")
"""Event of a system message → its words, with %(name)s and the like from the body; filled by the domains above."""
