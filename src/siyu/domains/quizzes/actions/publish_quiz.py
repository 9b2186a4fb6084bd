"""Publish a quiz, pause it, close it."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.accounts.types import Desk
from siyu.domains.quizzes.models import Quiz, QuizVersion
from siyu.domains.quizzes.queries.access import access_quiz
from siyu.domains.quizzes.types import read_content
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.platform import audit

_DRAFT, _OPEN, _PAUSED, _CLOSED = (state.value for state in Quiz.State)
_MOVES: Final = {
    (_OPEN, _PAUSED), (_PAUSED, _OPEN), (_OPEN, _CLOSED), (_PAUSED, _CLOSED), (_CLOSED, _OPEN),
}  # fmt: skip


def publish_quiz(desk: Desk, public_id: str) -> Quiz:
    """Freeze the draft as the version that members see from now on. Whoever began goes on with the version they began.

    Raises Forbidden, NotFound, and Invalid with the path to what is unfinished.
    """
    with transaction.atomic():
        quiz = access_quiz(desk, public_id, lock=True)
        content = read_content(quiz.draft).model_dump(mode="json")
        if quiz.version is None or quiz.version.content != content:
            number = quiz.version.number + 1 if quiz.version else 1
            quiz.version = QuizVersion.objects.create(
                account=desk.account, quiz=quiz, number=number, content=content, published_by=desk.user,
                published_at=clock.now(),
            )  # fmt: skip
        quiz.state = _OPEN
        quiz.save()
        _record(desk, quiz, "quiz.published", version=quiz.version.number)
    return quiz


def move_quiz(desk: Desk, public_id: str, state: str) -> Quiz:
    """Pause, go on, close or open again. Raises Forbidden, NotFound, Invalid for a move that does not exist."""
    with transaction.atomic():
        quiz = access_quiz(desk, public_id, lock=True)
        if state == quiz.state:
            return quiz
        if (quiz.state, state) not in _MOVES:
            raise Invalid(_("Publish the quiz first."), field="state")
        quiz.state = state
        quiz.save(update_fields=["state"])
        _record(desk, quiz, "quiz.moved", to=state)
    return quiz


def _record(desk: Desk, quiz: Quiz, act: str, **data: object) -> None:
    audit.record(account_id=desk.account.pk, actor_id=desk.user.pk, act=act, target=f"quiz:{quiz.public_id}", **data)
