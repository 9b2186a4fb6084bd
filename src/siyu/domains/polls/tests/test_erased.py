"""What a poll leaves when somebody is forgotten, and what the room hears of votes."""

from __future__ import annotations

import pytest
from django.test import Client

from siyu.domains.accounts.types import Desk
from siyu.domains.chat.actions.forget_words import forget_words
from siyu.domains.chat.models import Message
from siyu.domains.groups.models import Group
from siyu.domains.groups.tests.worlds import make_desk, make_group
from siyu.domains.people.models import User
from siyu.domains.polls.actions.cast_vote import cast_vote
from siyu.domains.polls.actions.forget_votes import forget_votes
from siyu.domains.polls.models import Poll, Vote
from siyu.domains.polls.queries.counting import counts_of
from siyu.domains.polls.tests.worlds import make_poll, member_of
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.testing.realtime import Recorder

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def desk(db: None, event_store: DuckStore) -> Desk:
    return make_desk()


@pytest.fixture
def group(desk: Desk) -> Group:
    return make_group(desk)


def page(user: User, path: str) -> str:
    client = Client()
    client.force_login(user, backend=BACKEND)
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def forget(user: User) -> None:
    forget_votes(user)
    forget_words(user)  # as the erasers come, chat after the plays


def test_a_poll_others_voted_in_outlives_its_starter(desk: Desk, group: Group) -> None:
    mei, bo = member_of(group, "小美"), member_of(group, "阿波")
    poll, lonely = make_poll(mei, group), make_poll(mei, group, "只有我投")
    cast_vote(bo, group.public_id, poll.public_id, [2])
    for one in (poll, lonely):
        cast_vote(mei, group.public_id, one.public_id, [1])
    there, card = f"/g/{group.public_id}/polls/{poll.public_id}/", f"/chat/{group.public_id}/{poll.seq}/card/"
    assert "小美 发起" in page(bo, there)
    forget(mei)
    forget(mei)
    kept = Poll.objects.of(desk.account).get()
    assert (kept.pk, kept.starter, kept.nonce) == (poll.pk, None, "")
    assert counts_of(kept) == {1: 0, 2: 1, 3: 0}
    assert Vote.objects.of(desk.account).get().user == bo
    assert "已注销的成员 发起" in page(bo, there)
    assert poll.question in page(bo, card)
    talk = page(bo, f"/g/{group.public_id}/")
    assert "已注销的成员" in talk
    assert "小美" not in talk
    cast_vote(bo, group.public_id, poll.public_id, [3])
    gone = Message.objects.get(conversation=group.conversation, seq=lonely.seq)
    assert gone.recalled_at is not None


def test_the_votes_of_the_forgotten_leave_every_poll(desk: Desk, group: Group) -> None:
    mei, bo = member_of(group, "小美"), member_of(group, "阿波")
    poll = make_poll(bo, group, anonymous=True)
    for user in (mei, bo):
        cast_vote(user, group.public_id, poll.public_id, [1])
    assert forget_votes(mei) == 1
    assert forget_votes(mei) == 0
    assert counts_of(poll)[1] == 1


@pytest.mark.parametrize(
    ("shows", "anonymous", "counted"),
    [("always", False, True), ("always", True, True), ("voted", False, False), ("voted", True, False),
     ("closed", False, False)],
)  # fmt: skip
def test_the_room_hears_what_everyone_may_read(
    group: Group, published: Recorder, shows: str, anonymous: bool, counted: bool
) -> None:
    mei, bo = member_of(group, "小美"), member_of(group, "阿波")
    poll = make_poll(bo, group, shows=shows, anonymous=anonymous)
    cast_vote(mei, group.public_id, poll.public_id, [2])
    (said,) = [said.payload for said in published if said.event == "card"]
    assert set(said) == {"seq", "told", "at"}
    figures = {"voters": "1"}
    if counted:
        figures |= {"c1": "0 · 0%", "b1": "0.0", "c2": "1 · 100%", "b2": "100.0", "c3": "0 · 0%", "b3": "0.0"}
    assert said["told"] == figures
    assert mei.uid not in str(said)
    waiting = page(bo, f"/chat/{group.public_id}/{poll.seq}/card/")  # bo has not voted
    shown = {key for key in ("voters", "c1", "b1") if f'"{key}"' in waiting}
    assert shown == ({"voters", "c1", "b1"} if counted else {"voters"})
