"""The comments of a note as they are shown, a page at a time, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from siyu.domains.accounts import policies
from siyu.domains.members.queries.blocking import hidden_users
from siyu.domains.notes import conf
from siyu.domains.notes.models import Comment, CommentLike, Note
from siyu.domains.notes.queries.access import comment_in, role_in
from siyu.domains.notes.queries.faces import face_of_account, faces_of, nobody
from siyu.domains.notes.types import Face, Remark
from siyu.kernel.paging import Page, decode_id, encode_cursor
from siyu.platform.db.prepared import Prepared

_OWN = "a member looks for their own comments"
_held = Prepared(
    lambda user: Comment.objects.unscoped(_OWN).filter(user_id=user, state=Comment.State.HELD).values_list("note_id")
)
_GONE = (Comment.State.DELETED, Comment.State.HIDDEN)


@dataclass(frozen=True)
class Shown:
    """What a list of comments shows: row ids of the comments, and of whoever wrote them."""

    rows: tuple[int, ...]
    writers: frozenset[int]


def shown_in(page: Page[Remark]) -> Shown:
    """The comments and answers that stand in a page."""
    every = [one for remark in page.rows for one in (remark, *remark.answers)]
    return Shown(tuple(one.row for one in every), frozenset(one.writer for one in every if one.writer))


def sees_what_strangers_see(user: Any, note: Note, shown: Shown) -> bool:
    """Whether these comments look to a member without a role here as to a stranger: none is theirs, waits for review,
    is liked by them, or is by somebody they blocked. At most three queries.
    """
    if user.pk in shown.writers or not shown.writers.isdisjoint(hidden_users(user)):
        return False
    if (note.pk,) in _held(user.pk):  # by the index of the member, never through all of the note
        return False
    return not CommentLike.objects.filter(user_id=user.pk, comment_id__in=shown.rows).exists()


def comments_of(user: Any, note: Note, cursor: str = "") -> Page[Remark]:
    """The pinned comment first, then the newest; each with its first answers. At most seven queries.

    A comment that is gone keeps its place while there are answers to it. What is held is seen by who wrote it.
    """
    rows = Comment.objects.of(note.account_id).filter(_seen_by(user) | Q(state__in=_GONE, replies__gt=0))
    rows = rows.exclude(user_id__in=hidden_users(user)) if user.is_authenticated else rows
    rows = rows.filter(note=note)
    pinned = [] if cursor else list(rows.filter(pinned=True))  # never an answer, so that the index of pinned ones does
    rest = rows.filter(parent=None, pinned=False).order_by("-id")
    if cursor:
        rest = rest.filter(pk__lt=_position(cursor))
    found = list(rest[: conf.PAGE_OF_COMMENTS + 1])
    more = len(found) > conf.PAGE_OF_COMMENTS
    found = found[: conf.PAGE_OF_COMMENTS]
    threads = [*pinned, *found]
    answers = _first_answers(user, note, threads)
    show = _Shower(user, note, [*threads, *(answer for few in answers.values() for answer in few)])
    shown = [show(comment, tuple(show(answer) for answer in answers[comment.pk])) for comment in threads]
    return Page(shown, next_cursor=encode_cursor(found[-1].pk) if more else None)


def answers_to(user: Any, public_id: str, cursor: str = "") -> Page[Remark]:
    """The answers of a thread from where the shown ones ended, oldest first. Raises NotFound."""
    thread = comment_in(public_id)
    rows = Comment.objects.of(thread.account_id).filter(_seen_by(user), parent=thread).order_by("id")
    start = _position(cursor) if cursor else 0
    found = list(rows.filter(pk__gt=start)[: conf.PAGE_OF_REPLIES + 1])
    more = len(found) > conf.PAGE_OF_REPLIES
    found = found[: conf.PAGE_OF_REPLIES]
    show = _Shower(user, thread.note, found)
    return Page([show(answer) for answer in found], next_cursor=encode_cursor(found[-1].pk) if more else None)


def one_comment(user: Any, comment: Comment) -> Remark:
    """A comment as its own author is shown it."""
    return _Shower(user, comment.note, [comment])(comment)


def _position(cursor: str) -> int:
    try:
        return decode_id(cursor)
    except ValueError:
        return 0


def _seen_by(user: Any) -> Q:
    mine = Q(state=Comment.State.HELD, user_id=user.pk) if user.is_authenticated else Q()
    return Q(state=Comment.State.SHOWN) | mine if mine else Q(state=Comment.State.SHOWN)


def _first_answers(user: Any, note: Note, threads: Sequence[Comment]) -> dict[int, list[Comment]]:
    found: dict[int, list[Comment]] = defaultdict(list)
    answered = [comment.pk for comment in threads if comment.replies]
    if answered:
        place = Window(RowNumber(), partition_by=F("parent_id"), order_by=F("id").asc())
        rows = Comment.objects.of(note.account_id).filter(_seen_by(user), parent_id__in=answered)
        for answer in rows.annotate(place=place).filter(place__lte=conf.REPLIES_SHOWN).order_by("id"):
            found[answer.parent_id].append(answer)
    return found


class _Shower:
    """Turns comments into what is shown of them; looks up all faces and likes at once."""

    def __init__(self, user: Any, note: Note, comments: Sequence[Comment]) -> None:
        self.user, self.note = user, note
        people = {one.user_id for one in comments if not one.by_account} | {one.answers_to_id for one in comments}
        self.faces = faces_of(person for person in people if person)
        liked = CommentLike.objects.filter(user_id=user.pk, comment__in=[one.pk for one in comments])
        logged_in = bool(comments) and user.is_authenticated
        self.liked = set(liked.values_list("comment_id", flat=True)) if logged_in else set()
        self.keeps = logged_in and policies.may(role_in(user, note.account_id), "content.edit")

    def __call__(self, comment: Comment, answers: tuple[Remark, ...] = ()) -> Remark:
        gone = comment.state in _GONE
        answered = self.faces.get(comment.answers_to_id) if comment.answers_to_id else None
        return Remark(
            row=comment.pk,
            writer=comment.user_id,
            id=comment.public_id,
            text="" if gone else comment.text,
            face=nobody() if gone else self._face(comment),
            at=comment.at,
            likes=comment.likes,
            liked=comment.pk in self.liked,
            by_account=comment.by_account and not gone,
            pinned=comment.pinned,
            mine=not gone and self.user.is_authenticated and comment.user_id == self.user.pk,
            held=comment.state == Comment.State.HELD,
            may_pin=self.keeps and not comment.parent_id and not gone,
            may_hide=self.keeps and not gone,
            answers_to=answered.name if answered else "",
            replies=comment.replies,
            answers=answers,
        )

    def _face(self, comment: Comment) -> Face:
        if comment.by_account:
            return face_of_account(self.note.account)
        return self.faces.get(comment.user_id or 0, nobody())
