"""Saying something: who may, what is kept, what others see."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from siyu.domains.accounts.models import Membership
from siyu.domains.chat.actions.judge_message import describe_message, hide_message, restore_message
from siyu.domains.chat.actions.mark_read import mark_read
from siyu.domains.chat.actions.pin_message import pin_message
from siyu.domains.chat.actions.recall_message import recall_message
from siyu.domains.chat.actions.seat_participant import seat_participant
from siyu.domains.chat.actions.send_message import send_message
from siyu.domains.chat.actions.unseat_participant import unseat_participant
from siyu.domains.chat.errors import TooLate
from siyu.domains.chat.models import Conversation, Message, Participant
from siyu.domains.chat.queries.access import access_conversation, may_enter
from siyu.domains.chat.queries.messages import messages_after, messages_before, messages_changed
from siyu.domains.chat.queries.unread import last_lines, read_by, unread_of, unread_total
from siyu.domains.chat.rules import reference
from siyu.domains.chat.tests.worlds import make_conversation, make_member
from siyu.domains.chat.types import Draft
from siyu.domains.inbox.models import Notice
from siyu.domains.members.models import UserBlock
from siyu.domains.moderation.models import Penalty
from siyu.domains.moderation.types import Screening
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Forbidden, Invalid, NotFound, SiyuError
from siyu.platform.http.limits import TooOften
from siyu.platform.testing.realtime import Recorder

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def _client(user: User) -> Client:
    client = Client(headers={"accept": "application/json"})
    client.force_login(user, backend=BACKEND)
    return client


@pytest.fixture
def mei() -> User:
    return make_member("小美")


@pytest.fixture
def bo() -> User:
    return make_member("阿波")


@pytest.fixture
def talk(mei: User, bo: User) -> Conversation:
    return make_conversation("acme", mei, bo)


def _say(user: User, talk: Conversation, text: str = "你好", **more: object) -> Message:
    return send_message(user, talk.public_id, Draft(text=text, **more))  # type: ignore[arg-type]


def _seen(user: User, talk: Conversation, after: int = 0) -> list[dict[str, object]]:
    return messages_after(access_conversation(user, talk.public_id), after).told(user)


def test_numbers_rise_by_one_and_are_told_to_the_room(
    talk: Conversation, mei: User, bo: User, published: Recorder, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        for n in range(5):
            _say((mei, bo)[n % 2], talk, f"第{n}句")
    assert [(m["seq"], m["text"], m["from"]["name"]) for m in _seen(mei, talk)] == [  # type: ignore[index]
        (n + 1, f"第{n}句", ("小美", "阿波")[n % 2]) for n in range(5)
    ]
    assert [(said.room, said.seq, said.payload["text"]) for said in published] == [
        (f"direct.{talk.public_id}", n + 1, f"第{n}句") for n in range(5)
    ]


def test_a_repeated_nonce_is_the_first_message(talk: Conversation, mei: User, bo: User) -> None:
    first = _say(mei, talk, "一", nonce="n1")
    assert _say(mei, talk, "一", nonce="n1").pk == first.pk
    assert _say(bo, talk, "二", nonce="n1").seq == 2, "nonces are each sender's own"
    assert [m["text"] for m in _seen(bo, talk)] == ["一", "二"]
    Penalty.objects.create(user=mei, reason="广告", since=clock.now())
    assert _say(mei, talk, "一", nonce="n1").seq == 1, "what was acknowledged stays so"


def test_a_failed_message_takes_no_number(talk: Conversation, mei: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr("siyu.domains.chat.actions.send_message.tell_room", broken)
        with pytest.raises(RuntimeError):
            _say(mei, talk)
    assert _say(mei, talk).seq == 1


def test_strangers_and_those_who_left_find_nothing(talk: Conversation, mei: User, bo: User) -> None:
    _say(mei, talk, "秘密")
    stranger = make_member("路人")
    foreign = make_conversation("other", stranger)
    unseat_participant(talk, bo)
    for who in (stranger, bo):
        for act in (
            lambda who=who: _seen(who, talk),
            lambda who=who: _say(who, talk),
            lambda who=who: mark_read(who, talk.public_id, 1),
            lambda who=who: recall_message(who, talk.public_id, 1),
            lambda who=who: pin_message(who, talk.public_id, 1),
        ):
            with pytest.raises(NotFound):
                act()
        assert not may_enter("direct", who, talk.public_id)
        client = _client(who)
        for path in ("log/", "people/", "1/card/", "1/readers/"):
            assert client.get(f"/chat/{talk.public_id}/{path}").status_code == 404
        for path in ("send/", "read/", "1/recall/", "1/pin/", "mute/"):
            assert client.post(f"/chat/{talk.public_id}/{path}", {"text": "x", "seq": 1}).status_code == 404
    assert may_enter("direct", mei, talk.public_id)
    assert not may_enter("group", mei, talk.public_id)
    assert may_enter("direct", stranger, foreign.public_id)
    assert list(unread_of(bo)) == []
    assert Client(headers={"accept": "application/json"}).get(f"/chat/{talk.public_id}/log/").status_code == 401


def test_a_newcomer_sees_what_is_said_from_then_on(talk: Conversation, mei: User, bo: User) -> None:
    _say(mei, talk, "以前")
    newcomer = make_member("新人")
    seat_participant(talk, newcomer)
    _say(mei, talk, "现在")
    assert [m["text"] for m in _seen(newcomer, talk)] == ["现在"]
    assert _client(newcomer).get(f"/chat/{talk.public_id}/1/readers/").status_code == 404
    with pytest.raises(NotFound):
        _say(newcomer, talk, "?", reply_to=1)
    unseat_participant(talk, newcomer)
    _say(mei, talk, "背后")
    seat_participant(talk, newcomer)
    seat_participant(talk, newcomer)
    assert _seen(newcomer, talk) == []
    page = messages_before(access_conversation(newcomer, talk.public_id))
    assert (list(page.rows), page.more) == ([], False)


def test_recall_takes_the_words_but_not_the_number(talk: Conversation, mei: User, bo: User) -> None:
    _say(mei, talk, "说错了")
    _say(bo, talk, "什么？", reply_to=1)
    with pytest.raises(Forbidden):
        recall_message(bo, talk.public_id, 1)
    recall_message(mei, talk.public_id, 1)
    recall_message(mei, talk.public_id, 1)
    first, second = _seen(bo, talk)
    assert first["state"] == "recalled"
    assert "说错了" not in str((first, second))
    changed = messages_changed(access_conversation(bo, talk.public_id), 0).told(bo)
    assert [(m["seq"], m["change"]) for m in changed] == [(1, 1)]
    with time_machine.travel(clock.now() + timedelta(seconds=121), tick=False):
        with pytest.raises(TooLate):
            recall_message(bo, talk.public_id, 2)
        boss = make_member("店长")
        Membership.objects.create(account=talk.account, user=boss, role="owner")
        assert recall_message(boss, talk.public_id, 2).state == "recalled"
    assert Conversation.objects.of(talk.account).get().last_change == 2


def test_staff_look_on_pin_and_speak_as_the_account(talk: Conversation, mei: User) -> None:
    boss = make_member("店长")
    Membership.objects.create(account=talk.account, user=boss, role="owner")
    with pytest.raises(NotFound):
        _say(boss, talk, "我")
    with pytest.raises(Forbidden):
        _say(mei, talk, "冒充", voice="account")
    _say(boss, talk, "公告", voice="account")
    [said] = _seen(mei, talk)
    assert said["from"]["uid"] == "account"  # type: ignore[index]
    assert "店长" not in str(said)
    pin_message(boss, talk.public_id, 1)
    with pytest.raises(Forbidden):
        pin_message(mei, talk.public_id, 1)
    assert _seen(mei, talk)[0]["pinned"] is True
    assert may_enter("direct", boss, talk.public_id)


def test_the_muted_the_hasty_and_the_forbidden_words_are_refused(
    talk: Conversation, mei: User, bo: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def screen(_account: object, text: str) -> Screening:
        verdict = "refuse" if "赌" in text else "hold" if "加微信" in text else "pass"
        return Screening(verdict, ("x",) if verdict != "pass" else ())

    monkeypatch.setattr("siyu.domains.chat.actions.send_message.screen_text", screen)
    with pytest.raises(SiyuError, match="x"):
        _say(mei, talk, "来赌一把")
    held = _say(mei, talk, "加微信领福利", mentions=[bo.uid])
    assert (_seen(mei, talk)[0]["text"], _seen(mei, talk)[0]["state"]) == ("加微信领福利", "held")
    assert "text" not in _seen(bo, talk)[0]
    assert Notice.objects.count() == 0
    name = reference(talk.public_id, held.seq)
    assert describe_message(name).excerpt == "加微信领福利"
    restore_message(name)
    restore_message(name)
    assert _seen(bo, talk)[0]["text"] == "加微信领福利"
    assert Notice.objects.filter(user=bo).count() == 1
    hide_message(name, "spam")
    assert "text" not in _seen(bo, talk)[0]
    talk.account.settings = {"chat": {"rate": "2/minute"}}
    talk.account.save()
    _say(bo, talk)
    _say(bo, talk)
    with pytest.raises(TooOften):
        _say(bo, talk)
    Penalty.objects.create(user=mei, account=talk.account, reason="广告", since=clock.now())
    answer = _client(mei).post(f"/chat/{talk.public_id}/send/", {"text": "在吗"})
    assert (answer.status_code, answer.json()["code"]) == (403, "muted")


@pytest.mark.parametrize(
    "draft",
    [
        Draft(text=" \n "), Draft(text="长" * 2001), Draft(kind="card", card={"card": "nothing", "id": "x"}),
        Draft(kind="picture", asset="none"), Draft(text="x", nonce="n" * 41), Draft(text="x", reply_to=9),
        Draft(text="x", kind="system"),
    ],
)  # fmt: skip
def test_what_is_no_message_is_refused(talk: Conversation, mei: User, draft: Draft) -> None:
    with pytest.raises((Invalid, NotFound)):
        send_message(mei, talk.public_id, draft)
    assert not Message.objects.exists()


def test_calling_by_name_reaches_participants_only(talk: Conversation, mei: User, bo: User) -> None:
    outsider = make_member("外人")
    _say(mei, talk, "@阿波 @外人", mentions=[bo.uid, outsider.uid, "all"])
    assert [(n.user_id, n.kind) for n in Notice.objects.all()] == [(bo.pk, "mention")]
    assert unread_of(bo)[talk.public_id].mentioned
    mark_read(bo, talk.public_id, 1)
    assert not unread_of(bo)[talk.public_id].mentioned


def test_nobody_hears_of_whom_they_blocked(talk: Conversation, mei: User, bo: User) -> None:
    UserBlock.objects.create(blocker=bo, blocked=mei, at=clock.now())
    _say(mei, talk, "@阿波", mentions=[bo.uid])
    assert not Notice.objects.exists()
    assert not unread_of(bo)[talk.public_id].mentioned


def test_unread_counts_and_last_words_cost_one_query_each(mei: User, bo: User) -> None:
    talks = [make_conversation(f"a{n}", mei, bo) for n in range(6)]
    for n, talk in enumerate(talks):
        for _ in range(n):
            _say(bo, talk, f"来自{n}")
    with CaptureQueriesContext(connection) as seen:
        waiting = unread_of(mei)
        lines = last_lines([talk.pk for talk in talks])
    words = [lines[talk.pk].words if talk.pk in lines else "" for talk in talks]
    assert len(seen) == 3
    assert [waiting[talk.public_id].count for talk in talks] == [0, 1, 2, 3, 4, 5]
    assert words == ["", *(f"阿波：来自{n}" for n in range(1, 6))]
    assert (unread_total(mei), unread_total(bo)) == (15, 0)
    mark_read(mei, talks[5].public_id, 3)
    mark_read(mei, talks[5].public_id, 1)
    mark_read(mei, talks[4].public_id, 999)
    assert (unread_of(mei)[talks[5].public_id].count, unread_of(mei)[talks[4].public_id].count) == (2, 0)


def test_who_has_read(talk: Conversation, mei: User, bo: User) -> None:
    message = _say(mei, talk)
    assert read_by(message) == (0, [])
    mark_read(bo, talk.public_id, 1)
    assert read_by(message) == (1, [bo.pk])
    assert _client(mei).get(f"/chat/{talk.public_id}/1/readers/").json()["readers"][0]["name"] == "阿波"
    assert _client(bo).get(f"/chat/{talk.public_id}/1/readers/").status_code == 404


@pytest.mark.parametrize("size", [1, 60])
def test_a_page_costs_the_same_for_few_and_many(talk: Conversation, mei: User, bo: User, size: int) -> None:
    for n in range(size):
        _say((mei, bo)[n % 2], talk, str(n), reply_to=n)
    client = _client(mei)
    client.get(f"/chat/{talk.public_id}/log/?after=0")
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(f"/chat/{talk.public_id}/log/?before=0").json()
    assert len(answer["messages"]) == min(size, 40)
    assert answer["more"] == (size > 40)
    assert len(seen) <= 7, [q["sql"] for q in seen.captured_queries]


def test_history_pages_meet_without_gap_or_overlap(talk: Conversation, mei: User) -> None:
    for n in range(95):
        _say(mei, talk, str(n))
    client, before, found = _client(mei), 0, []
    while True:
        page = client.get(f"/chat/{talk.public_id}/log/?before={before}").json()
        found[:0] = [m["seq"] for m in page["messages"]]
        if not page["more"]:
            break
        before = found[0]
    assert found == list(range(1, 96))


def test_nonsense_addresses_are_answered_calmly(talk: Conversation, mei: User) -> None:
    client = _client(mei)
    for query in ("after=x", "before=-1", "after=99999999999999999999", "change=q"):
        assert client.get(f"/chat/{talk.public_id}/log/?{query}").status_code == 422
    for body in ("[]", "{", '{"text": 5, "kind": "evil"}', '{"text": "x", "reply_to": "y"}'):
        answer = client.post(f"/chat/{talk.public_id}/send/", body, content_type="application/json")
        assert answer.status_code == 422
    assert (
        client.post(
            f"/chat/{talk.public_id}/send/", '{"text": "\\u0000好\\u0007"}', content_type="application/json"
        ).json()["message"]["text"]
        == "好"
    )


def test_a_participant_keeps_one_seat(talk: Conversation, mei: User) -> None:
    seat_participant(talk, mei)
    assert Participant.objects.filter(conversation=talk, user=mei).count() == 1
