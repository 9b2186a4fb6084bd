"""Take in what a browser reports of the notes it showed: a view a day, and the seconds of looking."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import F

from siyu.domains.members.queries.consents import personalised
from siyu.domains.notes.actions.state_note_act import state_note_act
from siyu.domains.notes.models import Note, NoteView
from siyu.domains.notes.rules import Look
from siyu.domains.people.models import User
from siyu.kernel import clock


def collect_looks(user: User, looks: Sequence[Look]) -> int:
    """Count the views and state note.viewed; answers how many were new. Notes that are not published are passed over.

    The same report sent twice counts once. Whoever switched personalisation off is counted, but no fact is stated.
    """
    every = Note.objects.unscoped("a browser reports what it showed, of whichever account")
    wanted = {look.note for look in looks}
    shown = every.select_related("account").filter(public_id__in=wanted, state=Note.State.PUBLISHED)
    notes = {note.public_id: note for note in shown}
    observed = personalised(user)
    new = 0
    for look in looks:
        note = notes.get(look.note)
        if note is not None:
            with transaction.atomic():
                new += _look(user, note, look, observed=observed)
    return new


def _look(user: User, note: Note, look: Look, *, observed: bool) -> int:
    day = clock.local_day(clock.now(), note.account.time_zone)
    first = False
    try:
        with transaction.atomic():
            NoteView.objects.create(note=note, user=user, day=day, seconds=look.seconds)
        first = True
        Note.objects.of(note.account_id).filter(pk=note.pk).update(views=F("views") + 1)
    except IntegrityError:
        seen = NoteView.objects.filter(note=note, user=user, day=day)
        seen.filter(seconds__lt=look.seconds).update(seconds=look.seconds, at=clock.now())
    if observed:
        # One fact a note and day: told again, with more seconds, it replaces the earlier statement.
        state_note_act(note, user, "note.viewed", day.isoformat(), props={"seconds": look.seconds})
    return first
