"""Publish a note, now or at a time, or change one that is published already."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.media.actions.hold_assets import hold_assets
from siyu.domains.moderation.actions.open_case import open_case
from siyu.domains.moderation.queries.speaking import check_may_speak, check_pace
from siyu.domains.notes import conf
from siyu.domains.notes.actions.appearing import settle
from siyu.domains.notes.actions.composing import check, cleaned, fill, keep_revision, screened
from siyu.domains.notes.models import Note
from siyu.domains.notes.queries.access import note_to_edit
from siyu.domains.notes.types import Content
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Invalid


def publish_note(
    user: User, account: Account, content: Content, *, public_id: str = "", at: datetime | None = None
) -> Note:
    """Publish a new note of the account, or the one with this id; `at` (UTC, ahead) schedules it instead.

    A published note is changed where it stands and keeps its time. What screening holds waits for reviewers, hidden.
    Raises NotFound, Muted, TooOften, RefusedText, NoteFaulty, Invalid.
    """
    content = cleaned(content)
    check_may_speak(user, account)
    held = screened(account, content.title, content.text, content.place)
    with transaction.atomic():
        note = note_to_edit(user, public_id, lock=True) if public_id else Note(account=account, author=user)
        if note.state in {Note.State.HIDDEN, Note.State.DELETED}:
            raise Invalid(_("This note was taken down and cannot be changed."), field="state")
        appears = note.state != Note.State.PUBLISHED
        if appears:
            check_pace(user)
        assets = hold_assets(user, "note", note.public_id, content.pictures, public=False)
        check(account, content, assets)
        fill(note, content, assets)
        later = at is not None and appears
        note.publish_at = _checked(at) if at is not None and appears else None
        note.state = Note.State.SCHEDULED if later else Note.State.PUBLISHED
        if held:
            note.state_before, note.state, note.awaits_review = note.state, Note.State.HIDDEN, True
        note.save()
        keep_revision(note, user)
        settle(note)
        if held:
            open_case("note", note.public_id, words=held)
    return note


def _checked(at: datetime) -> datetime:
    now = clock.now()
    if not now < at < now + timedelta(days=conf.SCHEDULE_AHEAD_DAYS):
        words = _("Choose a time within the next %(days)s days.") % {"days": conf.SCHEDULE_AHEAD_DAYS}
        raise Invalid(words, field="publish_at")
    return at
