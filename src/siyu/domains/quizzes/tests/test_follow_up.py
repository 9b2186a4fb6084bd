"""Five steps after a quiz, the two branches, and what keeps them from being pushy."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from siyu.domains.accounts.types import Desk
from siyu.domains.fans.models import Standing
from siyu.domains.fans.tests.worlds import make_account, make_desk
from siyu.domains.people.models import User
from siyu.domains.quizzes.actions.follow_up import end_follow_up, finish_follow_up, undo_follow_up
from siyu.domains.quizzes.models import FollowUp
from siyu.domains.quizzes.queries.follow_ups import access_follow_up, due_count, task_page
from siyu.domains.quizzes.rules import ROUNDS_MOST, WAY, next_step
from siyu.domains.quizzes.tests.test_answer_quiz import go_through, published
from siyu.kernel import clock
from siyu.kernel.errors import Forbidden, NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return make_desk(make_account())


@pytest.fixture
def task(desk: Desk) -> FollowUp:
    go_through(User.objects.create_member(name="小满"), published(desk))
    found: FollowUp = FollowUp.objects.of(desk.account).get()
    return found


def test_whoever_buys_is_served_and_every_way_ends() -> None:
    for step in ("tag", "advise", "recommend", "close", "keep"):
        assert next_step(step, bought=True, rounds=0) == ("serve", 3)
    assert next_step("serve", bought=True, rounds=0) == ("need", 30)
    assert next_step("need", bought=True, rounds=0) is None
    steps, step, rounds = [], "tag", 0
    while (planned := next_step(step, bought=False, rounds=rounds)) is not None:
        step = planned[0]
        steps.append(step)
        rounds += step == "keep"
    assert steps == ["advise", "recommend", "close", *["keep"] * ROUNDS_MOST]
    assert all(days >= 2 for _step, days in WAY.values())


def test_a_finished_quiz_gives_one_task_a_fan(desk: Desk, task: FollowUp) -> None:
    user = User.objects.get(name="小满")
    go_through(user, published(desk))
    assert FollowUp.objects.of(desk.account).count() == 1
    assert (task.step, task.due_on) == ("tag", clock.local_day(clock.now(), desk.account.time_zone) + timedelta(days=1))
    assert due_count(desk) == 0
    with time_machine.travel(clock.now() + timedelta(days=2)):
        assert due_count(desk) == 1
        assert [row.follow_up.pk for row in task_page(desk).rows] == [task.pk]


def test_done_once_undone_while_nothing_followed(desk: Desk, task: FollowUp) -> None:
    following = finish_follow_up(desk, task.public_id, "爱喝茶")
    assert following is not None
    assert following.step == "advise"
    again = finish_follow_up(desk, task.public_id)
    assert again is not None
    assert again.pk == following.pk
    assert undo_follow_up(desk, task.public_id)
    assert [one.state for one in FollowUp.objects.of(desk.account)] == ["open"]
    second = finish_follow_up(desk, task.public_id)
    assert second is not None
    finish_follow_up(desk, second.public_id)
    assert not undo_follow_up(desk, task.public_id)


def test_an_order_since_the_beginning_turns_the_way(desk: Desk, task: FollowUp) -> None:
    fields = {field.name for field in Standing._meta.fields}
    assert "last_order_at" in fields
    Standing.objects.of(desk.account).update_or_create(
        person_id=task.person_id,
        defaults={"account": desk.account, "computed_at": task.since, "last_order_at": task.since - timedelta(days=9)},
    )
    following = finish_follow_up(desk, task.public_id)
    assert following is not None
    assert following.step == "advise"  # an earlier order says nothing of this way
    Standing.objects.of(desk.account).filter(person_id=task.person_id).update(
        last_order_at=task.since + timedelta(hours=1)
    )
    bought = finish_follow_up(desk, following.public_id)
    assert bought is not None
    assert bought.step == "serve"


def test_letting_be_and_strangers(desk: Desk, task: FollowUp, client: Client) -> None:
    with pytest.raises(NotFound):
        access_follow_up(make_desk(make_account("other")), task.public_id)
    with pytest.raises(Forbidden):
        finish_follow_up(make_desk(desk.account, "finance"), task.public_id)
    client.force_login(desk.user)
    base = f"/console/{desk.account.slug}/quizzes/follow-up/"
    assert "小满" in client.get(f"{base}?show=coming").content.decode()
    assert client.post(f"{base}{task.public_id}/", {"act": "end"}).status_code == 302
    assert not end_follow_up(desk, task.public_id)
    assert client.get(f"{base}?show=done").status_code == 200
    assert client.post(f"{base}{task.public_id}/?act=undo").status_code == 204
    assert client.post(f"{base}{task.public_id}/", {"act": "done"}).status_code == 302
    assert client.get(base).status_code == 200
