"""The demo's quiz: published some weeks ago, answered by members, followed up by the desk; a second one is a draft."""

from __future__ import annotations

import io
import random
from datetime import timedelta
from typing import Any

from siyu.demo.cast import OPERATOR, desk_of
from siyu.demo.community import desk_words as words
from siyu.demo.community.people import members
from siyu.demo.pictures.covers import draw_cover
from siyu.domains.accounts.types import Desk
from siyu.domains.media.actions.receive_upload import receive_upload
from siyu.domains.people.models import User
from siyu.domains.quizzes.actions.answer_quiz import answer_question, begin_answering
from siyu.domains.quizzes.actions.follow_up import finish_follow_up
from siyu.domains.quizzes.actions.publish_quiz import publish_quiz
from siyu.domains.quizzes.actions.save_quiz import QuizDraft, create_quiz
from siyu.domains.quizzes.models import Answering, FollowUp, Quiz
from siyu.kernel import clock
from siyu.platform.http.limits import unlimited

_WEEKS = timedelta(days=24)
_STOPPED = 7  # every so many-th member leaves after the second question
_FOLLOWED = 9
_TRUE_TO_IT, _ONE_OF_SEVERAL = 0.7, 0.5


def open_quiz() -> Quiz:
    """Publish the quiz and leave another one unfinished; again: the same one."""
    desk = desk_of(OPERATOR)
    found: Quiz | None = Quiz.objects.of(desk.account).filter(title=words.QUIZ_TITLE).first()
    if found is not None:
        return found
    cover = draw_cover("dress", 41)
    asset = receive_upload(desk.user, io.BytesIO(cover), len(cover), account=desk.account)
    with clock.replaying(clock.now() - _WEEKS):
        quiz = create_quiz(desk, QuizDraft(words.QUIZ_TITLE, words.QUIZ_INTRO, asset.public_id, content=words.QUIZ))
        publish_quiz(desk, quiz.public_id)
    with clock.replaying(clock.now() - timedelta(days=2)):
        create_quiz(desk, QuizDraft(words.DRAFT_TITLE, content=words.DRAFT))
    return quiz


def answer_it(first: int, last: int) -> int:
    """Let the members numbered `first` up to before `last` answer, if they did not; answers how many did now."""
    quiz = open_quiz()
    known = set(Answering.objects.of(quiz.account_id).filter(quiz=quiz).values_list("user_id", flat=True))
    fresh = [(n, user) for n, user in enumerate(members()[2:]) if first <= n < last and user.pk not in known]
    with unlimited():
        for number, user in fresh:
            _answer(quiz, number, user)
    return len(fresh)


def follow_some() -> int:
    """Let the desk do the first follow-ups that are due; answers how many."""
    desk = desk_of(OPERATOR)
    if FollowUp.objects.of(desk.account).exclude(state=FollowUp.State.OPEN).exists():
        return 0
    oldest = FollowUp.objects.of(desk.account).filter(state=FollowUp.State.OPEN).order_by("due_on", "pk")
    tasks = list(oldest[:_FOLLOWED])
    for task in tasks:
        _finish(desk, task)
    return len(tasks)


def _answer(quiz: Quiz, number: int, user: User) -> None:
    seed = random.Random(number)  # noqa: S311 - a demo
    at = clock.now() - _WEEKS * (0.02 + 0.9 * seed.random())
    with clock.replaying(at):
        begin_answering(user, quiz.public_id)
    leaning = seed.choice([result["id"] for result in words.QUIZ["results"]])
    for place, question in enumerate(words.QUIZ["questions"]):
        if place == 2 and number % _STOPPED == _STOPPED - 1:
            return
        with clock.replaying(at + timedelta(seconds=9 * place + 6)):
            answer_question(user, quiz.public_id, question["id"], _chosen(question, leaning, seed))


def _chosen(question: dict[str, Any], leaning: str, seed: random.Random) -> list[str]:
    """What fits their leaning two times in three, else anything."""
    every = [choice["id"] for choice in question["choices"]]
    fitting = [choice["id"] for choice in question["choices"] if choice["result"] == leaning]
    first = seed.choice(fitting if seed.random() < _TRUE_TO_IT else every)
    if question.get("kind") != "multi" or seed.random() < _ONE_OF_SEVERAL:
        return [first]
    return [first, seed.choice([name for name in every if name != first])]


def _finish(desk: Desk, task: FollowUp) -> None:
    with clock.replaying(min(task.since + timedelta(days=1, hours=3), clock.now())):
        finish_follow_up(desk, task.public_id)
