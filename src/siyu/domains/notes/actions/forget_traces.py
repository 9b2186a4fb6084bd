"""Forget what a member left in notes: words, likes, collections and looks; what was written for others stays."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.db.models import F

from siyu.domains.accounts.models import Membership
from siyu.domains.media.actions.hold_assets import hold_assets
from siyu.domains.media.models import Asset
from siyu.domains.members.actions.ask_erasure import goes_with
from siyu.domains.notes.actions.appearing import change_state
from siyu.domains.notes.actions.change_comment import move
from siyu.domains.notes.actions.react_to_note import COUNTED
from siyu.domains.notes.models import Comment, CommentLike, Note, NoteRevision, NoteView, Reaction
from siyu.domains.people.models import User

_OWN: Final = "a member is forgotten everywhere"


def forget_traces(user: User) -> int:
    """Forget them, counters following; answers how many rows. Said twice, it finds nothing the second time.

    Notes of an account that closes with its owner go. Those of an account that stays lose their author's name; their
    pictures pass to somebody who still works there.
    """
    gone = 0
    for note in list(Note.objects.unscoped(_OWN).filter(author=user).select_related("account").iterator()):
        with transaction.atomic():
            gone += _forget_note(user, note)
    NoteRevision.objects.filter(by=user).update(by=None)
    for comment in list(Comment.objects.unscoped(_OWN).filter(user=user).select_related("note").iterator()):
        with transaction.atomic():
            move(comment, Comment.State.DELETED)
            Comment.objects.of(comment.account_id).filter(pk=comment.pk).update(text="", user=None, nonce="")
            gone += 1
    Comment.objects.unscoped(_OWN).filter(answers_to=user).update(answers_to=None)
    return gone + _forget_marks(user)


def _forget_note(user: User, note: Note) -> int:
    if goes_with(note.account, user) or note.state == Note.State.DRAFT:
        change_state(note, Note.State.DELETED)
        hold_assets(user, "note", note.public_id, [], public=False)
        note.delete()
        return 1
    heir = _heir(note.account_id, user)
    if heir is not None:
        Asset.objects.filter(public_id__in=note.pictures, owner=user).update(owner=heir)
    Note.objects.of(note.account_id).filter(pk=note.pk).update(author=None)
    return 1


def _heir(account_id: int, user: User) -> User | None:
    others = Membership.objects.filter(account_id=account_id).exclude(user=user).select_related("user")
    by_role = sorted(others, key=lambda member: (member.role != Membership.Role.OWNER, member.pk))
    return by_role[0].user if by_role else None


def _forget_marks(user: User) -> int:
    """Each mark goes together with its count on what was marked."""
    gone = 0
    for kind, counter in COUNTED.items():
        for mark in list(Reaction.objects.filter(user=user, kind=kind)):
            gone += _take_away(mark, Note, mark.note_id, counter)
    for seen in list(NoteView.objects.filter(user=user)):
        gone += _take_away(seen, Note, seen.note_id, "views")
    for liked in list(CommentLike.objects.filter(user=user)):
        gone += _take_away(liked, Comment, liked.comment_id, "likes")
    return gone


def _take_away(
    mark: Reaction | NoteView | CommentLike, marked: type[Note | Comment], marked_id: int, counter: str
) -> int:
    with transaction.atomic():
        gone = type(mark).objects.filter(pk=mark.pk).delete()[0]
        if gone:
            marked.objects.unscoped(_OWN).filter(pk=marked_id).update(**{counter: F(counter) - 1})
    return gone
