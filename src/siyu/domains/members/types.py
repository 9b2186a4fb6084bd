"""Plain shapes that pages and other domains receive from members, and the registries that higher domains fill."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from siyu.domains.accounts.models import Account
from siyu.domains.people.models import User
from siyu.platform.registry import Registry

Text = str | Promise


@dataclass(frozen=True)
class Card:
    """A member as others see them: public uid, name, address of the picture (empty: none)."""

    uid: str
    name: str
    avatar_url: str

    @property
    def url(self) -> str:
        """The page of the member."""
        return f"/u/{self.uid}/"


PURPOSES: Final[dict[str, Text]] = {
    "news": _("New things, offers and events"),
    "birthday": _("A greeting on my birthday"),
    "care": _("Reminders about what I bought"),
    "research": _("Questions and surveys"),
}
CHANNELS: Final[dict[str, Text]] = {
    "inbox": _("Messages here"),
    "sms": _("Text messages"),
    "wechat": _("WeChat"),
}


@dataclass(frozen=True)
class Known:
    """One line of what an account knows about a member, in their words; `why` says what it is for or where from."""

    label: Text
    value: str
    why: Text = ""


@dataclass(frozen=True)
class KnownSource:
    """What a domain knows about a member at an account: `lines(account, user, person_id)`."""

    title: Text
    order: int
    lines: Callable[[Account, User, int], Iterable[Known]]


@dataclass(frozen=True)
class Export:
    """A table of a member's own data: `rows(user)` yields flat dictionaries of JSON values. `name` is the file's."""

    rows: Callable[[User], Iterable[dict[str, Any]]]


@dataclass(frozen=True)
class Eraser:
    """How a domain forgets a member: `erase(user)` may be called twice, answers how many things it forgot.

    Lower `order` first; those of members, fans and people come last (900 and up), so the others still find the user.
    """

    order: int
    erase: Callable[[User], int]


known_sources: Registry[KnownSource] = Registry("members.known")
exports: Registry[Export] = Registry("members.exports")
erasers: Registry[Eraser] = Registry("members.erasers")
notice_reasons: Registry[Text] = Registry("members.notice_reasons")
"""Kind of a notice → the sentence that tells its reader why it came."""
