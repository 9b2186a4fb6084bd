"""Keep a draft as it is typed; nobody but the account's people sees it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.media.actions.hold_assets import hold_assets
from siyu.domains.notes import conf
from siyu.domains.notes.actions.composing import fill
from siyu.domains.notes.models import Note
from siyu.domains.notes.queries.access import note_to_edit
from siyu.domains.notes.types import Content
from siyu.domains.people.models import User
from siyu.kernel.errors import Invalid


def save_draft(user: User, account: Account, content: Content, *, public_id: str = "") -> Note:
    """Write the draft, a new one or the one with this id; whatever is too long is cut, nothing else is checked.

    Raises NotFound for a note that is not the user's to change, Invalid when it is no draft any more.
    """
    with transaction.atomic():
        if public_id:
            note = note_to_edit(user, public_id, lock=True)
            if note.state != Note.State.DRAFT:
                raise Invalid(_("This note is no draft any more."), field="state")
        else:
            drafts = Note.objects.of(account).filter(author=user, state=Note.State.DRAFT)
            if drafts.count() >= conf.DRAFTS_MOST:
                words = _("You keep %(most)s drafts already. Publish or delete one first.") % {"most": conf.DRAFTS_MOST}
                raise Invalid(words, field="drafts")
            note = Note(account=account, author=user)
        assets = hold_assets(user, "note", note.public_id, content.pictures, public=False)
        fill(note, content, assets)
        note.save()
    return note
