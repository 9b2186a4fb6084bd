"""What must hold of a chain and of an entry before a member moves it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from siyu.domains.chains.errors import ChainOver, EntryRemoved, PickedUp
from siyu.domains.chains.models import Chain, ChainEntry
from siyu.domains.chains.rules import standing
from siyu.domains.chains.types import Sight
from siyu.domains.chat.types import kinds
from siyu.domains.moderation.actions.screen_text import screen_text
from siyu.domains.moderation.errors import RefusedText
from siyu.domains.moderation.queries.speaking import check_may_speak
from siyu.kernel import clock


def must_be_open(chain: Chain) -> None:
    """Raise ChainOver unless the locked chain takes entries at this instant."""
    if chain.held_at is not None:
        raise ChainOver(_("This chain waits for review. Nobody can join yet."), state="held")
    state = standing(chain.state, chain.deadline, clock.now())
    if state == "over":
        raise ChainOver(_("The deadline has passed."), state=state)
    if state != "open":
        raise ChainOver(_("This chain is closed. Ask whoever made it."), state=state)


def must_not_be_fetched(entry: ChainEntry | None) -> None:
    """Raise PickedUp for an entry whose things were handed out."""
    if entry is not None and entry.picked_up_at is not None:
        raise PickedUp(_("You have picked it up already. Ask whoever made this chain."))


def must_not_be_removed(entry: ChainEntry | None) -> None:
    """Raise EntryRemoved for an entry that whoever leads took out."""
    if entry is not None and entry.state == ChainEntry.State.REMOVED:
        raise EntryRemoved(_("Your entry was taken out. Ask whoever leads the group."))


def screened(sight: Sight, remark: str, entry: ChainEntry | None) -> tuple[datetime | None, Sequence[str]]:
    """Since when the remark is held, and the words that newly hold it.

    Only whoever writes something new needs the right to speak. Raises Muted, MayNotSpeak, RefusedText.
    """
    if not remark:
        return None, ()
    if entry is not None and entry.remark == remark:
        return entry.held_at, ()
    group, user = sight.lead.group, sight.lead.user
    kinds["group"].check_speak(group.conversation, user, "member")
    check_may_speak(user, group.account)
    found: Any = screen_text(group.account, remark)
    if found.verdict == "refuse":
        words = "、".join(found.words)
        raise RefusedText(_("Please leave these words out: %(words)s") % {"words": words}, words=found.words)
    return (clock.now(), found.words) if found.verdict == "hold" else (None, ())
