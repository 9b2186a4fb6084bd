"""A member goes through a quiz: begins, answers, comes back later, finishes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from siyu.domains.fans.actions.state_act import state_act
from siyu.domains.fans.actions.tag_many import tag_batch
from siyu.domains.people.models import User
from siyu.domains.quizzes.actions.follow_up import begin_follow_up
from siyu.domains.quizzes.errors import AnsweredAlready, NotOpen
from siyu.domains.quizzes.models import Answering, Quiz
from siyu.domains.quizzes.queries.access import open_quiz
from siyu.domains.quizzes.rules import fault_of, is_finished, outcome_of
from siyu.domains.quizzes.types import Content, read_content
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.kernel.ids import derived_id

_FAULTS = {
    "missing": gettext_lazy("Please choose an answer."),
    "unknown": gettext_lazy("Please choose from the answers shown."),
    "too_many": gettext_lazy("Please choose fewer answers."),
}


def begin_answering(user: User, quiz_id: str) -> Answering:
    """The member's open answering, begun when there is none.

    Raises NotFound, NotOpen, AnsweredAlready (with the earlier one's id) where a quiz is answered once.
    """
    quiz = open_quiz(quiz_id)
    with transaction.atomic():
        mine = Answering.objects.of(quiz.account_id).filter(quiz=quiz, user=user)
        going: Answering | None = mine.filter(finished_at=None).select_related("version", "quiz").first()
        if going is not None:
            return going
        _must_be_open(quiz)
        earlier = mine.order_by("-pk").first()
        if earlier is not None and not quiz.repeatable:
            raise AnsweredAlready(_("You answered this already."), answering=earlier.public_id)
        Answering.objects.bulk_create(
            [Answering(account_id=quiz.account_id, quiz=quiz, version=quiz.version, user=user, started_at=clock.now())],
            ignore_conflicts=True,  # two taps at once begin one
        )
        begun: Answering = mine.select_related("version", "quiz").get(finished_at=None)
    return begun


def answer_question(user: User, quiz_id: str, question_id: str, chosen: Sequence[str]) -> Answering:
    """Keep one answer; with the last one the quiz is finished: result, tags and the fact quiz.answered, once.

    Going back and choosing anew is fine until then. Raises NotFound, NotOpen, Invalid (field: the question).
    """
    quiz = open_quiz(quiz_id)
    with transaction.atomic():
        mine = Answering.objects.of(quiz.account_id).filter(quiz=quiz, user=user, finished_at=None)
        answering: Answering | None = mine.select_for_update(of=("self",)).select_related("version").first()
        if answering is None:
            _must_be_open(quiz)
            raise Invalid(_("Please begin the quiz first."), field=question_id)
        _must_be_open(quiz)
        content = read_content(answering.version.content)
        question = next((one for one in content.questions if one.id == question_id), None)
        fault = fault_of(question, chosen) if question else "unknown"
        if fault:
            raise Invalid(str(_FAULTS[fault]), field=question_id)
        answering.answers = {**answering.answers, question_id: list(chosen)}
        if is_finished(content, answering.answers):
            _finish(quiz, answering, content, user)
        answering.save()
    return answering


def _finish(quiz: Quiz, answering: Answering, content: Content, user: User) -> None:
    outcome, now = outcome_of(content, answering.answers), clock.now()
    answering.result, answering.points, answering.finished_at = outcome.result.id, outcome.points, now
    known = state_act(
        quiz.account, user, "quiz.answered", object_type="quiz", object_id=quiz.public_id, at=now,
        props={"result": outcome.result.id, "points": outcome.points, "version": answering.version.number},
        event_id=derived_id(clock.to_ms(now), "quiz.answered", answering.public_id),
    )  # fmt: skip
    answering.person_id = known.person
    for name, days in outcome.tags.items():
        tag_batch(quiz.account, name, [known.person], by=None, at=now, until=_until(now, days))
    begin_follow_up(quiz.account, known.person, quiz)


def _until(now: datetime, days: int | None) -> datetime | None:
    return None if days is None else now + timedelta(days=days)


def _must_be_open(quiz: Quiz) -> None:
    if quiz.state != Quiz.State.PUBLISHED:
        raise NotOpen(_("This quiz takes no answers at the moment."), state=quiz.state)
