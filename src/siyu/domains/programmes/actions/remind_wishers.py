"""Remind those who wished it that an entry begins soon: once for each begin."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.programmes.actions.telling import tell_wishers
from siyu.domains.programmes.models import Entry
from siyu.domains.programmes.queries.words import time_words
from siyu.domains.programmes.rules import remind_at
from siyu.kernel import clock

_WHY: Final = "reminders of entries of every account, named by the job that was queued for them"


def remind_wishers(public_id: str, starts_at: datetime) -> int:
    """Remind of an entry that begins at `starts_at`; answers how many are meant.

    Nothing happens when it begins at another time by now, is called off, hidden or over, when its time has not come,
    or when it was done: one conditional UPDATE claims it. The notice's key names the begin, so nobody hears twice.
    """
    rows = Entry.objects.unscoped(_WHY).select_related("group__account")
    entry = rows.filter(public_id=public_id, starts_at=starts_at, group__dissolved_at=None).first()
    now = clock.now()
    if entry is None or not remind_at(entry.starts_at, entry.remind_minutes) <= now < entry.ends_at:
        return 0
    with transaction.atomic():
        if not _claim(entry, now):
            return 0
        key = f"programme:{entry.public_id}:{clock.to_ms(entry.starts_at)}"
        return tell_wishers(entry, key, lambda: _words(entry))


def remind_all_due() -> int:
    """Do whatever a lost waking left behind; answers how many were meant."""
    rows = Entry.objects.unscoped(_WHY).filter(reminded_at=None, cancelled_at=None, hidden_at=None)
    due = rows.filter(starts_at__lte=clock.now(), ends_at__gt=clock.now()).values_list("public_id", "starts_at")
    return sum(remind_wishers(public_id, starts_at) for public_id, starts_at in list(due[:1_000]))


def _claim(entry: Entry, now: datetime) -> bool:
    open_rows = Entry.objects.of(entry.account_id).filter(
        pk=entry.pk, starts_at=entry.starts_at, reminded_at=None, cancelled_at=None, hidden_at=None
    )
    return open_rows.update(reminded_at=now) == 1


def _words(entry: Entry) -> tuple[str, str]:
    title = _("“%(title)s” begins at %(at)s") % {"title": entry.title, "at": time_words(entry)}
    return title, " · ".join(word for word in (entry.group.name, entry.host_name, entry.place) if word)
