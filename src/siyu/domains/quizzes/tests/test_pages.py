"""The doors of quizzes: what members and staff see and do, without JavaScript."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from siyu.domains.accounts.types import Desk
from siyu.domains.chat.actions.send_message import send_message
from siyu.domains.chat.types import Draft
from siyu.domains.fans.tests.worlds import make_account, make_desk
from siyu.domains.members.models import Profile
from siyu.domains.people.models import User
from siyu.domains.quizzes.actions.forget_answers import forget_answers
from siyu.domains.quizzes.models import Answering, Quiz
from siyu.domains.quizzes.queries.desk_pages import funnel_of
from siyu.domains.quizzes.queries.own_data import answers
from siyu.domains.quizzes.queries.pages import choose_quiz_card
from siyu.domains.quizzes.tests.test_answer_quiz import go_through, published
from siyu.domains.quizzes.tests.test_rules import a_quiz
from siyu.domains.support.actions.open_direct import open_direct
from siyu.kernel.errors import Invalid

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return make_desk(make_account())


@pytest.fixture
def user() -> User:
    user = User.objects.create_member(name="小满", phone="+8613800138000")
    Profile.objects.create(user=user, nickname="小满")
    return user


def test_published_quizzes_are_offered_as_cards(desk: Desk) -> None:
    quiz = published(desk)
    assert [choice.id for choice in choose_quiz_card(desk.account, quiz.title[:2])] == [quiz.public_id]
    assert choose_quiz_card(make_account("other"), "") == []


def test_a_member_answers_goes_back_and_comes_again(desk: Desk, user: User, client: Client) -> None:
    quiz = published(desk)
    way = f"/q/{quiz.public_id}/"
    assert client.get(way).status_code == 200
    assert client.post(f"{way}begin/").status_code == 302
    assert Answering.objects.of(desk.account).count() == 0  # strangers are led to the log-in
    client.force_login(user)
    assert client.get(f"{way}go/")["Location"] == way
    assert client.post(f"{way}begin/")["Location"] == f"{way}go/"
    assert "你的肤质" in client.get(f"{way}go/").content.decode()
    missing = client.post(f"{way}go/", {"question": "skin"})
    assert missing.status_code == 422
    client.post(f"{way}go/", {"question": "skin", "choice": "dry"})
    page = client.get(f"{way}go/").content.decode()
    assert "多大" in page
    assert f"{way}go/?at=skin" in page
    back = client.get(f"{way}go/?at=skin").content.decode()
    assert 'value="dry" checked' in back
    assert "checked" not in client.get(f"{way}go/").content.decode()
    client.post(f"{way}go/", {"question": "skin", "choice": "oily"})
    assert "在意什么" in client.get(f"{way}go/").content.decode()  # the jump holds, and it is where they were
    done = client.post(f"{way}go/", {"question": "care", "choice": ["b", "c"]})["Location"]
    assert "清爽派" in client.get(done).content.decode()
    assert client.post(f"{way}begin/")["Location"] == done
    poster = client.get(f"{done}card.png")
    assert poster.content.startswith(b"\x89PNG")
    client.force_login(User.objects.create_member())
    assert client.get(done).status_code == 404
    assert client.get(f"{done}card.png").status_code == 404


def test_the_builder_keeps_and_publishes(desk: Desk, client: Client) -> None:
    client.force_login(desk.user)
    base = f"/console/{desk.account.slug}/quizzes/"
    assert client.get(base).status_code == 200
    assert client.get(f"{base}new/").status_code == 200
    content = a_quiz()
    content["questions"][0]["choices"][1]["text"] = ""

    def sent(address: str, **more: Any) -> Any:
        body = {"title": "测肤质", "intro": "", "cover": "", "repeatable": False, "content": content, **more}
        return client.post(address, json.dumps(body), content_type="application/json", HTTP_ACCEPT="application/json")

    kept = sent(f"{base}new/").json()
    wrong = sent(kept["address"], publish=True)
    assert wrong.status_code == 422
    assert wrong.json()["path"].startswith("questions.0.choices.1")
    assert Quiz.objects.of(desk.account).get().version is None
    content["questions"][0]["choices"][1]["text"] = "油"
    told = sent(kept["address"], publish=True).json()
    assert client.get(told["published"]).status_code == 200
    quiz = Quiz.objects.of(desk.account).get()
    assert (quiz.state, quiz.version.number) == ("published", 1)
    assert client.get(f"/q/{quiz.public_id}/").status_code == 200
    assert client.post(f"{base}{quiz.public_id}/move/", {"state": "paused"}).status_code == 302
    assert client.get(f"{base}{quiz.public_id}/code.svg").content.startswith(b'<svg xmlns="http://www.w3.org/2000/svg"')
    assert client.get(f"{base}?cursor=broken").status_code == 422
    other = make_desk(make_account("other"))
    client.force_login(other.user)
    assert client.get(told["published"]).status_code == 404
    assert client.get(f"/console/other/quizzes/{quiz.public_id}/").status_code == 404


def test_results_and_their_file(desk: Desk, user: User, client: Client) -> None:
    user.name = "=cmd()"
    user.save()
    quiz = published(desk)
    go_through(user, quiz)
    funnel = funnel_of(quiz)
    assert [(asked.reached, [bar.count for bar in asked.choices]) for asked in funnel.asked] == [
        (1, [0, 1]), (0, [0, 0]), (1, [0, 1, 0]),
    ]  # fmt: skip
    assert (funnel.begun, funnel.finished, [bar.count for bar in funnel.results]) == (1, 1, [0, 1])
    client.force_login(desk.user)
    base = f"/console/{desk.account.slug}/quizzes/{quiz.public_id}/"
    assert "清爽派" in client.get(f"{base}results/").content.decode()
    rows = client.post(f"{base}export/").content.decode("utf-8-sig").splitlines()
    assert rows[1].startswith("'=cmd()")
    assert rows[1].endswith("清爽派,0,油,,控油")


def test_a_quiz_is_a_card_in_a_message(desk: Desk, user: User, client: Client) -> None:
    quiz = published(desk)
    talk = open_direct(user, desk.account, Draft(text="在吗")).conversation.public_id
    draft = Draft(kind="card", card={"card": "quiz", "id": quiz.public_id}, voice="account")
    message = send_message(desk.user, talk, draft)
    client.force_login(user)
    assert quiz.title in client.get(f"/chat/{talk}/{message.seq}/card/").content.decode()
    foreign = published(make_desk(make_account("other")))
    with pytest.raises(Invalid):
        wrong = Draft(kind="card", card={"card": "quiz", "id": foreign.public_id}, voice="account")
        send_message(desk.user, talk, wrong)


def test_answers_are_handed_out_and_forgotten(desk: Desk, user: User) -> None:
    done = go_through(user, published(desk))
    other = User.objects.create_member(name="旁人")
    go_through(other, done.quiz)
    assert [row["answers"] for row in answers(user)] == [{"skin": ["oily"], "care": ["b"]}]
    assert forget_answers(user) == 2
    assert forget_answers(user) == 0
    assert list(answers(user)) == []
    assert len(list(answers(other))) == 1
