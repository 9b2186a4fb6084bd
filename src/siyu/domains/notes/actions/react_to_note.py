"""Like or collect a note, or take it back; share it."""

from __future__ import annotations

from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import F

from siyu.domains.notes.actions.state_note_act import state_note_act
from siyu.domains.notes.models import Note, Reaction
from siyu.domains.notes.queries.access import published_note
from siyu.domains.people.models import User

COUNTED: Final = {"like": "likes", "collect": "collects", "share": "shares"}
"""Kind of reaction → counter of the note."""
_FACTS: Final = {"like": "note.liked", "collect": "note.collected", "share": "note.shared"}


def react_to_note(user: User, public_id: str, kind: str, *, on: bool = True) -> Note:
    """Make it so that the member has (or has not) reacted like this; saying it twice changes nothing.

    Answers the note with its counters as they are now. A sharing cannot be taken back. Raises NotFound.
    """
    note = published_note(public_id)
    counter = COUNTED[kind]
    with transaction.atomic():
        changed = _add(note, user, kind) if on else _remove(note, user, kind)
        if changed:
            Note.objects.of(note.account_id).filter(pk=note.pk).update(**{counter: F(counter) + changed})
            if on:
                state_note_act(note, user, _FACTS[kind])
    note.refresh_from_db(fields=list(COUNTED.values()))
    return note


def _add(note: Note, user: User, kind: str) -> int:
    try:
        with transaction.atomic():
            Reaction.objects.create(note=note, user=user, kind=kind)
    except IntegrityError:  # there already, or put there by another request this moment
        return 0
    return 1


def _remove(note: Note, user: User, kind: str) -> int:
    if kind == Reaction.Kind.SHARE:
        return 0
    gone, _ = Reaction.objects.filter(note=note, user=user, kind=kind).delete()
    return -gone
