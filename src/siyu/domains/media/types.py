"""Plain shapes that other domains meet: what holds an asset, and cards that a note or a message can carry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from siyu.platform.registry import Registry


@dataclass(frozen=True)
class Holder:
    """A kind of thing that holds assets: `may_see(user, object_id)` is asked while the holding is not public."""

    may_see: Callable[[Any, str], bool]


holders: Registry[Holder] = Registry("media.holders")
"""Filled by the domains above, in AppConfig.ready: `holders.add("note", Holder(may_see))`."""


@dataclass(frozen=True)
class CardChoice:
    """A thing that an author can show as a card: its id, its name and a line about it."""

    id: str
    title: str
    words: str = ""


@dataclass(frozen=True)
class Card:
    """A kind of card, written as {"card": kind, "id": …}.

    `find(account, id)` gives what the card shows, or None when that account (None: anyone) may not show it or it is
    gone; `render(context)` takes what was found and gives (template, context) to include. Where authors choose among
    an account's things, `label` names the kind and `choose(account, words)` gives those with these words, newest first.
    """

    find: Callable[[Any, str], Any | None]
    render: Callable[[Any], tuple[str, dict[str, Any]]]
    label: Any = ""
    choose: Callable[[Any, str], list[CardChoice]] | None = None


CHOICES = 20
"""So many things of a kind are offered at once; the search finds the others."""

cards: Registry[Card] = Registry("media.cards")
"""Filled by the domains whose things can be shown: note, group, account, quiz …"""


def card_shown(account: Any, body: dict[str, Any]) -> tuple[str, dict[str, Any]] | None:
    """The (template, context) of a card body; None when its kind is unknown or what it showed is gone."""
    kind, object_id = str(body.get("card", "")), str(body.get("id", ""))
    if kind not in cards:
        return None
    found = cards[kind].find(account, object_id)
    return None if found is None else cards[kind].render(found)
