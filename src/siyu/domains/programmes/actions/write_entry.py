"""Write an entry into the programme of a group, and show its card if that is wished."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from siyu.domains.groups.types import Lead
from siyu.domains.moderation.queries.speaking import check_may_speak
from siyu.domains.programmes import conf
from siyu.domains.programmes.actions.checking import check_room, checked_columns
from siyu.domains.programmes.actions.post_cards import show_entry
from siyu.domains.programmes.actions.telling import wake
from siyu.domains.programmes.models import Entry
from siyu.domains.programmes.models.entry import NONCE_LENGTH
from siyu.domains.programmes.queries.access import entries_of
from siyu.domains.programmes.types import EntryForm
from siyu.kernel import clock
from siyu.platform import audit
from siyu.platform.http.limits import spend


def write_entry(lead: Lead, form: EntryForm, nonce: str = "", *, show: bool = False) -> Entry:
    """Keep the entry; with `show` its card stands in the chat. The same nonce again answers the first one.

    Raises Forbidden, Muted, Invalid, RefusedText, TooOften, Closed.
    """
    lead.require("play")
    if known := _known(lead, nonce):
        return known
    if not lead.staff:
        check_may_speak(lead.user, lead.group.account)
    columns = checked_columns(lead, form)
    check_room(lead, form.starts_at)
    spend("programmes.write", conf.WRITE_RATE, f"user:{lead.user.pk}")
    try:
        with transaction.atomic():
            entry = Entry(
                account=lead.group.account, group=lead.group, by=lead.user, nonce=nonce[:NONCE_LENGTH],
                made_at=clock.now(), **columns,
            )  # fmt: skip
            entry.save(force_insert=True)
            wake(entry)
            audit.record(
                account_id=entry.account_id, actor_id=lead.user.pk, act="programme.written",
                target=f"programme:{entry.public_id}", title=entry.title,
            )  # fmt: skip
            if show:
                show_entry(lead, entry)
    except IntegrityError:
        if known := _known(lead, nonce):  # the same form arrived twice at a time
            return known
        raise
    return entry


def _known(lead: Lead, nonce: str) -> Entry | None:
    if not nonce:
        return None
    found = entries_of(lead.group).filter(by=lead.user, nonce=nonce[:NONCE_LENGTH]).first()
    if found is not None:
        found.group = lead.group
    return found
