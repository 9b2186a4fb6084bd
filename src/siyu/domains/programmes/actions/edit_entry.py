"""Change an entry; a begin that moves reminds anew."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.programmes.actions.checking import check_room, checked_columns
from siyu.domains.programmes.actions.telling import key_of, redraw, tell_wishers, wake
from siyu.domains.programmes.models import Entry
from siyu.domains.programmes.queries.access import lock_entry
from siyu.domains.programmes.queries.words import time_words
from siyu.domains.programmes.types import EntryForm, Sight
from siyu.platform import audit

_TOLD = ("starts_at", "place", "link")
"""What those who wished a reminder hear of at once."""


def edit_entry(sight: Sight, form: EntryForm) -> Entry:
    """Replace the form. Whoever wished a reminder hears of another begin, place or link, once.

    Raises Forbidden, Invalid, RefusedText, NotFound.
    """
    sight.lead.require("play")
    with transaction.atomic():
        entry = lock_entry(sight)
        columns = checked_columns(sight.lead, form, entry)
        changed = [name for name, value in columns.items() if getattr(entry, name) != value]
        if not changed:
            return entry
        moved = "starts_at" in changed
        if moved:
            check_room(sight.lead, form.starts_at)
            columns["reminded_at"] = None
        told = entry.cancelled_at is None and bool({*changed} & {*_TOLD})
        for name, value in {**columns, "version": entry.version + int(told)}.items():
            setattr(entry, name, value)
        entry.save(update_fields=[*columns, "version"])
        if moved or "remind_minutes" in changed:
            wake(entry)
        if told:
            tell_wishers(entry, key_of(entry), lambda: _words(entry, moved=moved), but=sight.lead.user)
        redraw(entry)
        audit.record(
            account_id=entry.account_id, actor_id=sight.lead.user.pk, act="programme.edited",
            target=f"programme:{entry.public_id}", changed=changed,
        )  # fmt: skip
    return entry


def _words(entry: Entry, *, moved: bool) -> tuple[str, str]:
    title = _("“%(title)s” begins at another time") if moved else _("“%(title)s” has changed")
    return title % {"title": entry.title}, f"{time_words(entry)} {entry.place}".strip()
