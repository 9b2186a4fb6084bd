"""Make a quiz, or keep what its makers changed in the draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.accounts.types import Desk
from siyu.domains.media.actions.hold_assets import hold_assets
from siyu.domains.quizzes.models import Quiz, QuizVersion
from siyu.domains.quizzes.models.quiz import TITLE_LENGTH
from siyu.domains.quizzes.queries.access import access_quiz
from siyu.domains.quizzes.types import HOLDER, pictures_in
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.platform import audit


@dataclass(frozen=True)
class QuizDraft:
    """What the builder sends; `content` may be unfinished, it is checked when the quiz is published."""

    title: str
    intro: str = ""
    cover: str = ""
    repeatable: bool = False
    content: dict[str, Any] | None = None


def create_quiz(desk: Desk, draft: QuizDraft) -> Quiz:
    """A new quiz that nobody sees yet. Raises Forbidden, Invalid."""
    desk.require("quizzes.edit")
    now = clock.now()
    quiz = Quiz(account=desk.account, made_by=desk.user, made_at=now)
    _take(quiz, draft)
    with transaction.atomic():
        quiz.save(force_insert=True)
        _hold(desk, quiz)
        _record(desk, quiz, "quiz.made")
    return quiz


def save_quiz(desk: Desk, public_id: str, draft: QuizDraft) -> Quiz:
    """Keep the draft; members go on seeing the published version. Raises Forbidden, NotFound, Invalid."""
    with transaction.atomic():
        quiz = access_quiz(desk, public_id, lock=True)
        _take(quiz, draft)
        quiz.save()
        _hold(desk, quiz)
        _record(desk, quiz, "quiz.saved")
    return quiz


def _take(quiz: Quiz, draft: QuizDraft) -> None:
    title = draft.title.strip()
    if not title or len(title) > TITLE_LENGTH:
        raise Invalid(_("A quiz needs a title of at most 40 characters."), field="title")
    quiz.title, quiz.intro, quiz.cover = title, draft.intro.strip()[:200], draft.cover
    quiz.repeatable, quiz.changed_at = draft.repeatable, clock.now()
    if draft.content is not None:
        quiz.draft = draft.content


def _hold(desk: Desk, quiz: Quiz) -> None:
    """The pictures of the draft and of every version stay; others are let go."""
    versions = QuizVersion.objects.of(desk.account).filter(quiz=quiz)
    contents = [quiz.draft, *versions.values_list("content", flat=True)]
    wanted = [quiz.cover, *(name for content in contents for name in pictures_in(content))]
    hold_assets(desk.user, HOLDER, quiz.public_id, [name for name in wanted if name], public=True)


def _record(desk: Desk, quiz: Quiz, act: str) -> None:
    audit.record(account_id=desk.account.pk, actor_id=desk.user.pk, act=act, target=f"quiz:{quiz.public_id}")
