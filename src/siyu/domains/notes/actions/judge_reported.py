"""Notes and comments as reviewers see them, and how their decision hides them and brings them back."""

from __future__ import annotations

from django.db import transaction

from siyu.domains.moderation.types import Described
from siyu.domains.notes.actions.appearing import change_state, take_back
from siyu.domains.notes.actions.change_comment import move
from siyu.domains.notes.models import Comment, Note
from siyu.domains.notes.queries.access import access_note, comment_in
from siyu.domains.people.models import User
from siyu.kernel.errors import NotFound

_BY_ADDRESS = "reviewers are led by the public id of what was reported"


def describe_note(public_id: str) -> Described:
    """A note as reviewers see it; raises NotFound."""
    note = _note(public_id)
    return Described(
        title=note.title or note.text[:40],
        excerpt=note.text[:2_000],
        author_id=note.author_id or 0,
        account_id=note.account_id,
        url=note.address,
        picture=note.cover.url(360) if note.cover else "",
        by_account=True,
    )


def describe_comment(public_id: str) -> Described:
    """A comment as reviewers see it; raises NotFound."""
    comment = _comment(public_id)
    return Described(
        title=comment.note.title or comment.note.text[:40],
        excerpt=comment.text,
        author_id=comment.user_id or 0,
        account_id=comment.account_id,
        url=f"{comment.note.address}#c-{comment.public_id}",
        by_account=comment.by_account,
    )


def check_sees_note(user: User, public_id: str) -> None:
    """Raises NotFound for a note that is not published, to all but those who work for its account."""
    access_note(user, public_id)


def check_sees_comment(user: User, public_id: str) -> None:
    """Raises NotFound for a comment that is not shown to this reader."""
    comment = comment_in(public_id)
    mine = comment.state == Comment.State.HELD and comment.user_id == user.pk
    if comment.state != Comment.State.SHOWN and not mine:
        raise NotFound("There is no such comment.")


def hide_note(public_id: str, reason: str) -> None:
    """Take a note out of sight; its account cannot bring it back."""
    note = _note(public_id)
    if note.state in {Note.State.HIDDEN, Note.State.DELETED} or change_state(note, Note.State.HIDDEN, reason=reason):
        Note.objects.of(note.account_id).filter(pk=note.pk).update(awaits_review=True)


def restore_note(public_id: str) -> None:
    """Bring a note back that reviewers hid or that waited for them."""
    note = _note(public_id)
    if note.awaits_review and note.state == Note.State.HIDDEN:
        take_back(note)
    else:  # its people deleted it meanwhile: theirs to bring back again
        Note.objects.of(note.account_id).filter(pk=note.pk).update(awaits_review=False)


def hide_comment(public_id: str, _reason: str) -> None:
    """Take a comment out of sight."""
    _move(public_id, Comment.State.HIDDEN, {Comment.State.SHOWN, Comment.State.HELD})


def restore_comment(public_id: str) -> None:
    """Bring a comment back that was hidden or held."""
    _move(public_id, Comment.State.SHOWN, {Comment.State.HIDDEN, Comment.State.HELD})


def _move(public_id: str, to: str, fitting: set[Comment.State]) -> None:
    with transaction.atomic():
        comment = _comment(public_id)
        if comment.state in fitting:
            move(comment, to)


def _note(public_id: str) -> Note:
    rows = Note.objects.unscoped(_BY_ADDRESS).select_related("account", "cover")
    found: Note | None = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such note.")
    return found


def _comment(public_id: str) -> Comment:
    rows = Comment.objects.unscoped(_BY_ADDRESS).select_related("note__account", "account")
    found: Comment | None = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotFound("There is no such comment.")
    return found
