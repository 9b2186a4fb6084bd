"""Like, delete, pin, hide a comment, and bring it back."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from siyu.domains.accounts import policies
from siyu.domains.moderation.queries.speaking import check_may_speak
from siyu.domains.notes.actions.write_comment import count
from siyu.domains.notes.models import Comment, CommentLike
from siyu.domains.notes.queries.access import comment_in, role_in
from siyu.domains.people.models import User
from siyu.kernel.errors import Invalid, NotFound
from siyu.platform import audit


def like_comment(user: User, public_id: str, *, on: bool = True) -> Comment:
    """Make it so that the member likes the comment, or does not; saying it twice changes nothing. Raises NotFound."""
    comment = comment_in(public_id)
    if comment.state != Comment.State.SHOWN:
        raise NotFound("There is no such comment.")
    if on:
        check_may_speak(user, comment.account)
    with transaction.atomic():
        changed = (
            _add_like(comment, user) if on else -CommentLike.objects.filter(comment=comment, user=user).delete()[0]
        )
        if changed:
            Comment.objects.of(comment.account_id).filter(pk=comment.pk).update(likes=F("likes") + changed)
    comment.refresh_from_db(fields=["likes"])
    return comment


def _add_like(comment: Comment, user: User) -> int:
    try:
        with transaction.atomic():
            CommentLike.objects.create(comment=comment, user=user)
    except IntegrityError:
        return 0
    return 1


def delete_comment(user: User, public_id: str) -> Comment:
    """Delete one's own comment. Raises NotFound for everyone else's."""
    with transaction.atomic():
        comment = comment_in(public_id, lock=True)
        if comment.user_id != user.pk:
            raise NotFound("There is no such comment.")
        move(comment, Comment.State.DELETED)
    return comment


def hide_comment(user: User, public_id: str) -> Comment:
    """Take a comment under the account's own note out of sight. Raises NotFound for whoever may not."""
    with transaction.atomic():
        comment = _of_my_account(user, public_id)
        if move(comment, Comment.State.HIDDEN):
            _write_down(user, comment, "comment.hidden")
    return comment


def show_comment(user: User, public_id: str) -> Comment:
    """Let a held or hidden comment appear. Raises NotFound for whoever may not."""
    with transaction.atomic():
        comment = _of_my_account(user, public_id)
        if move(comment, Comment.State.SHOWN):
            _write_down(user, comment, "comment.shown")
    return comment


def pin_comment(user: User, public_id: str, *, on: bool = True) -> Comment:
    """Put one comment on top of its note's, in place of the one before; answers cannot be pinned. Raises NotFound."""
    with transaction.atomic():
        comment = _of_my_account(user, public_id)
        if comment.parent_id or comment.state != Comment.State.SHOWN:
            raise Invalid(_("Only a comment of its own can be pinned."), field="comment")
        under = Comment.objects.of(comment.account_id)
        under.filter(note_id=comment.note_id, pinned=True).update(pinned=False)
        under.filter(pk=comment.pk).update(pinned=on)
        comment.pinned = on
    return comment


def move(comment: Comment, to: str) -> bool:
    """Move a comment to another state, its counters following; False when it is there already."""
    before = comment.state
    rows = Comment.objects.of(comment.account_id).filter(pk=comment.pk, state=before)
    pinned = comment.pinned and to == Comment.State.SHOWN
    if before == to or not rows.update(state=to, state_before=before, pinned=pinned):
        return False
    comment.state, comment.state_before = to, before
    shown = Comment.State.SHOWN
    if shown in {before, to}:
        count(comment, 1 if to == shown else -1)
    return True


def _of_my_account(user: User, public_id: str) -> Comment:
    comment = comment_in(public_id, lock=True)
    if not policies.may(role_in(user, comment.account_id), "content.edit"):
        raise NotFound("There is no such comment.")
    return comment


def _write_down(user: User, comment: Comment, act: str) -> None:
    audit.record(account_id=comment.account_id, actor_id=user.pk, act=act, target=f"comment:{comment.public_id}")
