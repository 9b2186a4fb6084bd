"""Delete notes with a way back, and take back what was hidden or deleted."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from siyu.domains.media.actions.hold_assets import hold_assets
from siyu.domains.notes.actions.appearing import change_state, take_back
from siyu.domains.notes.models import Note
from siyu.domains.notes.queries.access import note_to_edit
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.platform import audit

_FORGOTTEN_AFTER = timedelta(days=30)
_AT_ONCE = 200


def delete_note(user: User, public_id: str) -> Note:
    """Delete a note of an account the user writes for; `restore_note` brings it back for 30 days. Raises NotFound."""
    with transaction.atomic():
        note = note_to_edit(user, public_id, lock=True)
        if change_state(note, Note.State.DELETED):
            _write_down(user, note, "note.deleted")
    return note


def hide_note(user: User, public_id: str, reason: str = "") -> Note:
    """Take a note out of sight without deleting it. Raises NotFound."""
    with transaction.atomic():
        note = note_to_edit(user, public_id, lock=True)
        hideable = note.state in {Note.State.PUBLISHED, Note.State.SCHEDULED}
        if hideable and change_state(note, Note.State.HIDDEN, reason=reason):
            _write_down(user, note, "note.hidden", reason=reason)
    return note


def restore_note(user: User, public_id: str) -> Note:
    """Bring back what the account's own people hid or deleted; what reviewers hid stays hidden. Raises NotFound."""
    with transaction.atomic():
        note = note_to_edit(user, public_id, lock=True)
        if not note.awaits_review and take_back(note):
            _write_down(user, note, "note.restored")
    return note


def forget_deleted_notes() -> int:
    """Erase notes that were deleted 30 days ago, with all that hangs on them; answers how many."""
    every = Note.objects.unscoped("what was deleted is erased in every account")
    gone = every.filter(state=Note.State.DELETED, updated_at__lt=clock.now() - _FORGOTTEN_AFTER).order_by("pk")
    forgotten = 0
    while batch := list(gone[:_AT_ONCE]):
        for note in batch:
            with transaction.atomic():
                if note.author is not None:
                    hold_assets(note.author, "note", note.public_id, [], public=False)
                note.delete()
        forgotten += len(batch)
    return forgotten


def _write_down(user: User, note: Note, act: str, **data: str) -> None:
    audit.record(account_id=note.account_id, actor_id=user.pk, act=act, target=f"note:{note.public_id}", **data)
