"""Call an entry off with a word to those who wished a reminder, or bring it back."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.programmes.actions.checking import check_words, one_line
from siyu.domains.programmes.actions.telling import key_of, redraw, tell_wishers, wake
from siyu.domains.programmes.errors import NotNow
from siyu.domains.programmes.models import Entry
from siyu.domains.programmes.models.entry import WORDS_LENGTH
from siyu.domains.programmes.queries.access import lock_entry
from siyu.domains.programmes.queries.words import time_words
from siyu.domains.programmes.types import FAULTS, Sight
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.platform import audit


def call_off_entry(sight: Sight, words: str = "") -> Entry:
    """It does not take place; twice does nothing more.

    Raises Forbidden, NotFound, NotNow once it is over, Invalid, RefusedText.
    """
    sight.lead.require("play")
    words = one_line(words)
    if len(words) > WORDS_LENGTH:
        raise Invalid(_("At most %(n)s characters.") % {"n": WORDS_LENGTH}, field="words")
    if words:
        check_words(sight.lead, words)
    with transaction.atomic():
        entry = lock_entry(sight)
        if entry.cancelled_at is not None:
            return entry
        if clock.now() >= entry.ends_at:
            raise NotNow(str(FAULTS["over"]), why="over")
        entry.cancelled_at, entry.cancel_words = clock.now(), words
        _keep(sight, entry, "programme.cancelled", lambda: (_("“%(title)s” is called off") % _of(entry), words))
    return entry


def bring_back_entry(sight: Sight) -> Entry:
    """It takes place after all, as it stood; twice does nothing more. Raises Forbidden, NotFound."""
    sight.lead.require("play")
    with transaction.atomic():
        entry = lock_entry(sight)
        if entry.cancelled_at is None:
            return entry
        entry.cancelled_at, entry.cancel_words = None, ""
        _keep(
            sight, entry, "programme.restored",
            lambda: (_("“%(title)s” takes place after all") % _of(entry), time_words(entry)),
        )  # fmt: skip
        wake(entry)
    return entry


def _of(entry: Entry) -> dict[str, str]:
    return {"title": entry.title}


def _keep(sight: Sight, entry: Entry, act: str, words: Callable[[], tuple[str, str]]) -> None:
    entry.version += 1
    entry.save(update_fields=["cancelled_at", "cancel_words", "version"])
    if clock.now() < entry.ends_at:
        tell_wishers(entry, key_of(entry), words, but=sight.lead.user)
    redraw(entry)
    audit.record(
        account_id=entry.account_id, actor_id=sight.lead.user.pk, act=act, target=f"programme:{entry.public_id}"
    )
