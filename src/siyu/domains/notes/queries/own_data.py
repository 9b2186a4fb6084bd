"""What notes know of a member: a line for their privacy page, and everything of theirs as tables to take along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.members.types import Known
from siyu.domains.notes.models import Comment, Note, NoteView, Reaction
from siyu.domains.people.models import User

_OWN: Final = "a member reads what is theirs"


def known(account: Account, user: User, _person_id: int) -> Iterator[Known]:
    """What an account's notes hold of the member, as counts."""
    seen = NoteView.objects.filter(user=user, note__account=account).count()
    marked = Reaction.objects.filter(user=user, note__account=account).count()
    said = Comment.objects.of(account).filter(user=user).exclude(state=Comment.State.DELETED).count()
    if seen:
        yield Known(_("Notes you looked at"), str(seen), _("Shows the author how many people a note reached."))
    if marked:
        yield Known(_("Notes you liked, collected or shared"), str(marked), _("You did this with the buttons."))
    if said:
        yield Known(_("Comments you wrote"), str(said), _("Everyone who reads the note sees them."))


def notes(user: User) -> Iterator[dict[str, Any]]:
    """The notes that the member wrote."""
    for note in Note.objects.unscoped(_OWN).filter(author=user).select_related("account").order_by("pk"):
        yield {
            "account": note.account.slug,
            "note": note.public_id,
            "state": note.state,
            "title": note.title,
            "text": note.text,
            "city": note.city,
            "place": note.place,
            "pictures": " ".join(note.pictures),
            "created_at": note.created_at.isoformat(),
            "published_at": note.published_at.isoformat() if note.published_at else "",
        }


def comments(user: User) -> Iterator[dict[str, Any]]:
    """The comments that the member wrote."""
    for said in Comment.objects.unscoped(_OWN).filter(user=user).select_related("note").order_by("pk"):
        yield {"note": said.note.public_id, "text": said.text, "state": said.state, "at": said.at.isoformat()}


def marks(user: User) -> Iterator[dict[str, Any]]:
    """What the member liked, collected and shared."""
    for mark in Reaction.objects.filter(user=user).select_related("note").order_by("pk"):
        yield {"note": mark.note.public_id, "kind": mark.kind, "at": mark.at.isoformat()}


def views(user: User) -> Iterator[dict[str, Any]]:
    """Which notes the member saw, a row a day."""
    for seen in NoteView.objects.filter(user=user).select_related("note").order_by("pk"):
        yield {"note": seen.note.public_id, "day": seen.day.isoformat(), "seconds": seen.seconds}
