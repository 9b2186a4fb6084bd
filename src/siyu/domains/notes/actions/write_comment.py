"""Comment on a note, or answer a comment."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from siyu.domains.inbox.actions.notify import notify
from siyu.domains.inbox.queries.readers import in_words_of
from siyu.domains.moderation.actions.open_case import open_case
from siyu.domains.moderation.queries.speaking import check_may_speak, check_pace
from siyu.domains.notes.actions.composing import screened
from siyu.domains.notes.actions.state_note_act import state_note_act
from siyu.domains.notes.errors import CommentsClosed
from siyu.domains.notes.models import Comment, Note
from siyu.domains.notes.queries.access import comment_in, published_note, role_in
from siyu.domains.notes.queries.faces import name_of, shut_out
from siyu.domains.notes.rules import COMMENT_MOST, clean
from siyu.domains.people.models import User
from siyu.kernel.errors import Invalid


def write_comment(user: User, public_id: str, text: str, *, answers: str = "", nonce: str = "") -> Comment:
    """Say something under a note; `answers` is the id of the comment answered. The same `nonce` says it once.

    What screening holds waits (state `held`), seen by its author alone. Raises NotFound, Muted, CommentsClosed,
    TooOften, RefusedText, Invalid.
    """
    note, text = published_note(public_id), clean(text)
    if not text or len(text) > COMMENT_MOST:
        raise Invalid(_("Write between 1 and %(most)s characters.") % {"most": COMMENT_MOST}, field="text")
    if known := _said_before(user, note, nonce):
        return known
    check_may_speak(user, note.account)
    answered = _answered(note, answers)
    if shut_out(user, note, answered):
        raise CommentsClosed(_("You cannot comment here."))
    check_pace(user)
    held = screened(note.account, text)
    try:
        with transaction.atomic():
            comment = _write(user, note, answered, text, nonce, held=bool(held))
            if held:
                open_case("comment", comment.public_id, words=held)
            else:
                count(comment, 1)
                _tell(comment, answered)
            state_note_act(note, user, "note.commented", comment.public_id)
    except IntegrityError:
        if known := _said_before(user, note, nonce):
            return known
        raise
    return comment


def _said_before(user: User, note: Note, nonce: str) -> Comment | None:
    if not nonce:
        return None
    found: Comment | None = Comment.objects.of(note.account_id).filter(user=user, note=note, nonce=nonce).first()
    return found


def _answered(note: Note, public_id: str) -> Comment | None:
    if not public_id:
        return None
    answered = comment_in(public_id)
    if answered.note_id != note.pk or answered.state != Comment.State.SHOWN:
        raise Invalid(_("The comment you answer is gone."), field="answers")
    return answered


def _write(user: User, note: Note, answered: Comment | None, text: str, nonce: str, *, held: bool) -> Comment:
    created: Comment = Comment.objects.create(
        account_id=note.account_id,
        note=note,
        user=user,
        parent_id=(answered.parent_id or answered.pk) if answered else None,
        answers_to=answered.user if answered and answered.parent_id else None,
        text=text,
        nonce=nonce[:36],
        state=Comment.State.HELD if held else Comment.State.SHOWN,
        by_account=bool(role_in(user, note.account_id)),
    )
    return created


def count(comment: Comment, change: int) -> None:
    """Let the counters of its note and its thread follow a comment that appeared (1) or vanished (-1)."""
    Note.objects.of(comment.account_id).filter(pk=comment.note_id).update(comments=F("comments") + change)
    if comment.parent_id:
        Comment.objects.of(comment.account_id).filter(pk=comment.parent_id).update(replies=F("replies") + change)


def _tell(comment: Comment, answered: Comment | None) -> None:
    """Whoever is answered hears of it, else the note's author."""
    reader = answered.user if answered else comment.note.author
    if reader is None or reader.pk == comment.user_id:
        return
    with in_words_of(reader):
        name = name_of(comment)
        title = _("%(name)s answered you") if answered else _("%(name)s commented on your note")
        url = f"{comment.note.address}#c-{comment.public_id}"
        notify([reader], "note.comment", title % {"name": name}, comment.text, url, key=f"comment:{comment.public_id}")
