"""From draft to published quiz to a fan who wears what they answered."""

from __future__ import annotations

from typing import Any

import pytest

from siyu.domains.accounts.types import Desk
from siyu.domains.fans.models import Person, PersonTag
from siyu.domains.fans.tests.worlds import make_account, make_desk
from siyu.domains.people.models import User
from siyu.domains.quizzes.actions.answer_quiz import answer_question, begin_answering
from siyu.domains.quizzes.actions.publish_quiz import move_quiz, publish_quiz
from siyu.domains.quizzes.actions.save_quiz import QuizDraft, create_quiz, save_quiz
from siyu.domains.quizzes.errors import AnsweredAlready, NotOpen
from siyu.domains.quizzes.models import Answering, Quiz
from siyu.domains.quizzes.queries.access import own_answering
from siyu.domains.quizzes.queries.results import quiz_results
from siyu.domains.quizzes.tests.test_rules import a_quiz
from siyu.kernel.errors import Forbidden, Invalid, NotFound
from siyu.platform.outbox.models import OutboxMessage
from siyu.platform.outbox.statement import unpack

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return make_desk(make_account())


@pytest.fixture
def user() -> User:
    return User.objects.create_member(name="小满", phone="+8613800138000")


def published(desk: Desk, **changes: Any) -> Quiz:
    quiz = create_quiz(desk, QuizDraft("测测你的肤质", content=a_quiz(), **changes))
    return publish_quiz(desk, quiz.public_id)


def go_through(user: User, quiz: Quiz) -> Answering:
    begin_answering(user, quiz.public_id)
    answer_question(user, quiz.public_id, "skin", ["oily"])
    return answer_question(user, quiz.public_id, "care", ["b"])


def tags(desk: Desk) -> dict[str, bool]:
    worn = PersonTag.objects.of(desk.account).values_list("tag__name", "expires_at")
    return {name: expires_at is not None for name, expires_at in worn}


def test_answers_become_tags_a_result_and_one_fact(desk: Desk, user: User) -> None:
    done = go_through(user, published(desk))
    assert (done.result, done.person_id) == ("light", Person.objects.of(desk.account).get().pk)
    assert tags(desk) == {"油皮": True, "清爽": False}
    facts = [row for m in OutboxMessage.objects.filter(topic="facts") for row in unpack(m.batch).to_pylist()]
    assert [row["object_type"] for row in facts] == ["quiz", "tag", "tag"]
    assert own_answering(user, done.public_id).pk == done.pk


def test_once_means_once_and_a_second_tap_goes_on(desk: Desk, user: User) -> None:
    quiz = published(desk)
    assert begin_answering(user, quiz.public_id).pk == begin_answering(user, quiz.public_id).pk
    done = go_through(user, quiz)
    with pytest.raises(AnsweredAlready) as said:
        begin_answering(user, quiz.public_id)
    assert said.value.data["answering"] == done.public_id
    with pytest.raises(Invalid):
        answer_question(user, quiz.public_id, "care", ["a"])


def test_a_repeatable_quiz_begins_anew(desk: Desk, user: User) -> None:
    quiz = published(desk, repeatable=True)
    assert go_through(user, quiz).pk != go_through(user, quiz).pk


def test_going_back_and_choosing_anew(desk: Desk, user: User) -> None:
    quiz = published(desk)
    begin_answering(user, quiz.public_id)
    answer_question(user, quiz.public_id, "skin", ["oily"])
    answer_question(user, quiz.public_id, "skin", ["dry"])
    answer_question(user, quiz.public_id, "age", ["a"])
    assert answer_question(user, quiz.public_id, "care", ["a"]).result == "rich"
    assert tags(desk) == {"干皮": True}


def test_whoever_began_finishes_the_version_they_began(desk: Desk, user: User) -> None:
    quiz = published(desk)
    begin_answering(user, quiz.public_id)
    changed = a_quiz(questions=a_quiz()["questions"][:1])
    changed["questions"][0]["choices"][1]["goto"] = ""
    save_quiz(desk, quiz.public_id, QuizDraft("新题", content=changed))
    publish_quiz(desk, quiz.public_id)
    done = answer_question(user, quiz.public_id, "skin", ["oily"])
    assert done.finished_at is None
    other = User.objects.create_member()
    begin_answering(other, quiz.public_id)
    assert answer_question(other, quiz.public_id, "skin", ["oily"]).finished_at is not None


def test_publishing_the_same_twice_is_one_version(desk: Desk) -> None:
    quiz = published(desk)
    assert publish_quiz(desk, quiz.public_id).version.number == 1


def test_drafts_are_nobodys_and_paused_ones_take_no_answers(desk: Desk, user: User) -> None:
    draft = create_quiz(desk, QuizDraft("草稿"))
    with pytest.raises(NotFound):
        begin_answering(user, draft.public_id)
    with pytest.raises(Invalid):
        publish_quiz(desk, draft.public_id)
    quiz = published(desk)
    begin_answering(user, quiz.public_id)
    move_quiz(desk, quiz.public_id, "paused")
    with pytest.raises(NotOpen):
        answer_question(user, quiz.public_id, "skin", ["dry"])
    with pytest.raises(NotOpen):
        begin_answering(User.objects.create_member(), quiz.public_id)
    move_quiz(desk, quiz.public_id, "published")
    answer_question(user, quiz.public_id, "skin", ["dry"])
    with pytest.raises(Invalid):
        move_quiz(desk, quiz.public_id, "draft")


def test_strangers_and_others_see_nothing(desk: Desk, user: User) -> None:
    quiz = published(desk)
    with pytest.raises(NotFound):
        save_quiz(make_desk(make_account("other")), quiz.public_id, QuizDraft("x"))
    with pytest.raises(Forbidden):
        create_quiz(make_desk(desk.account, "finance"), QuizDraft("x"))
    done = go_through(user, quiz)
    with pytest.raises(NotFound):
        own_answering(User.objects.create_member(), done.public_id)


def test_results_count_everyone_once(desk: Desk, user: User) -> None:
    quiz = published(desk)
    go_through(user, quiz)
    begin_answering(User.objects.create_member(), quiz.public_id)
    counted = quiz_results(quiz)
    assert (counted.begun, counted.finished, counted.results) == (2, 1, {"light": 1})
    assert counted.choices == {("skin", "oily"): 1, ("care", "b"): 1}
