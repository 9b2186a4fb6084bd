"""From a member's first word to an answered, handed over, closed conversation."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from siyu.domains.accounts.types import Desk
from siyu.domains.chat.actions.send_message import send_message
from siyu.domains.chat.queries.access import access_conversation, may_enter
from siyu.domains.chat.types import Draft
from siyu.domains.fans.models import Person
from siyu.domains.inbox.models import Notice
from siyu.domains.members.models import AccountBlock
from siyu.domains.people.models import User
from siyu.domains.support.actions.assign_thread import assign_thread
from siyu.domains.support.actions.close_thread import close_thread
from siyu.domains.support.actions.look_in import look_in
from siyu.domains.support.actions.note_thread import note_thread, tag_thread
from siyu.domains.support.errors import Blocked, TakenOver
from siyu.domains.support.models import Looking, Thread, ThreadNote, Turn
from siyu.domains.support.queries.access import access_thread, may_listen
from siyu.domains.support.queries.beside import others_looking
from siyu.domains.support.queries.inbox import inbox_counts, inbox_page, late_count
from siyu.domains.support.queries.my_messages import my_threads, waiting_in_messages
from siyu.domains.support.queries.reply_times import reply_times
from siyu.domains.support.tests.worlds import make_account, make_desk, make_member, say, written
from siyu.kernel import clock
from siyu.kernel.errors import Forbidden, Invalid, NotFound
from siyu.platform.outbox.models import OutboxMessage
from siyu.platform.outbox.statement import unpack
from siyu.platform.testing.realtime import Recorder

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return make_desk(make_account(), "support")


@pytest.fixture
def user() -> User:
    return make_member("小满", "+8613800138000")


def facts() -> list[tuple[int, str]]:
    rows = [row for m in OutboxMessage.objects.filter(topic="facts") for row in unpack(m.batch).to_pylist()]
    return [(row["kind"], row["object_type"]) for row in rows]


def test_asking_starts_the_clock_once_and_an_answer_stops_it(desk: Desk, user: User) -> None:
    start = clock.now()
    with time_machine.travel(start, tick=False):
        talk = written(user, desk.account, source="note:k3x9")
    with time_machine.travel(start + timedelta(seconds=40), tick=False):
        send_message(user, talk, Draft(text="？"))
        assert access_thread(desk, talk).waiting_since == start
    with time_machine.travel(start + timedelta(seconds=90), tick=False):
        say(desk, talk)
        say(desk, talk, "还有什么可以帮您")
        assert reply_times(desk.account).median_seconds == 90
    thread = access_thread(desk, talk)
    assert (thread.waiting_since, thread.assignee, thread.opened_from) == (None, desk.user, "note:k3x9")
    assert thread.person_id == Person.objects.of(desk.account).get().pk
    assert Turn.objects.of(desk.account).count() == 1
    assert facts() == [(75, "direct"), (76, "direct")]


def test_the_member_sees_red_dots_and_one_notice_a_stretch(desk: Desk, user: User) -> None:
    talk = written(user, desk.account)
    say(desk, talk)
    say(desk, talk, "请看")
    assert waiting_in_messages(user) == 2
    assert [one.words for one in my_threads(user)] == [f"{desk.account.name}：请看"]
    assert Notice.objects.filter(user=user, kind="direct").count() == 1


def test_a_member_has_one_thread_with_an_account(desk: Desk, user: User) -> None:
    assert written(user, desk.account) == written(user, desk.account, "再问一下")
    assert written(user, make_account("other")) != written(user, desk.account)


def test_strangers_and_other_desks_find_nothing(desk: Desk, user: User) -> None:
    talk = written(user, desk.account)
    other, stranger = make_desk(make_account("other")), make_member("路人")
    wrongs = [
        lambda: access_thread(other, talk),
        lambda: access_conversation(other.user, talk),
        lambda: access_conversation(stranger, talk),
        lambda: note_thread(other, talk, "x"),
        lambda: assign_thread(other, talk, ""),
        lambda: send_message(stranger, talk, Draft(text="x")),
    ]
    for wrong in wrongs:
        with pytest.raises(NotFound):
            wrong()
    with pytest.raises(Forbidden):
        access_thread(make_desk(desk.account, "finance"), talk)
    with pytest.raises(Forbidden):
        send_message(user, talk, Draft(text="冒充", voice="account"))
    assert inbox_page(other).rows == []


def test_rooms_are_for_those_who_may_read(desk: Desk, user: User) -> None:
    talk = written(user, desk.account)
    outsider = make_desk(make_account("other")).user
    assert [may_enter("direct", one, talk) for one in (user, desk.user, outsider)] == [True, True, False]
    assert may_listen(desk.user, f"{desk.account.slug}.desk")
    assert not may_listen(outsider, f"{desk.account.slug}.desk")
    assert not may_listen(user, f"{desk.account.slug}.desk")
    assert not may_listen(make_desk(desk.account, "finance").user, f"{desk.account.slug}.desk")


def test_a_block_is_respected_both_ways(desk: Desk, user: User) -> None:
    talk = written(user, desk.account)
    AccountBlock.objects.create(user=user, account=desk.account, at=clock.now())
    with pytest.raises(Blocked):
        say(desk, talk)
    with pytest.raises(Blocked):
        send_message(user, talk, Draft(text="x"))
    fresh = make_member("新人")
    AccountBlock.objects.create(user=fresh, account=desk.account, at=clock.now())
    with pytest.raises(Blocked):
        written(fresh, desk.account)


def test_handing_over_tells_the_colleague_and_never_takes_away(desk: Desk, user: User) -> None:
    talk = written(user, desk.account)
    second, third = make_desk(desk.account, "support"), make_desk(desk.account, "operator")
    assign_thread(desk, talk, second.user.uid, "要退货", was="")
    assert Notice.objects.get(user=second.user).body == "要退货"
    with pytest.raises(TakenOver):
        assign_thread(third, talk, third.user.uid, was="")
    assert access_thread(desk, talk).assignee == second.user
    with pytest.raises(Invalid):
        assign_thread(desk, talk, make_desk(desk.account, "finance").user.uid)
    assert [note.kind for note in ThreadNote.objects.of(desk.account)] == ["handed"]


def test_closed_ones_open_again_when_the_member_writes(desk: Desk, user: User) -> None:
    talk = written(user, desk.account)
    assert close_thread(desk, talk)
    assert not close_thread(desk, talk)
    assert access_thread(desk, talk).waiting_since is None
    assert inbox_counts(desk) == {"waiting": 0, "mine": 0, "unassigned": 0, "open": 0, "closed": 1}
    send_message(user, talk, Draft(text="还有一事"))
    thread = access_thread(desk, talk)
    assert (thread.state, thread.waiting_since is None) == (Thread.State.OPEN, False)


def test_filters_search_and_pages(desk: Desk) -> None:
    talks = [written(make_member(f"客人{n}"), desk.account, f"问题{n}") for n in range(35)]
    tag_thread(desk, talks[3], "售后")
    say(desk, talks[5])
    names = [row.thread.conversation.public_id for row in inbox_page(desk).rows]
    assert names[0] == talks[5]
    first = inbox_page(desk, "open")
    second = inbox_page(desk, "open", cursor=first.next_cursor or "")
    seen = [row.thread.conversation.public_id for row in (*first.rows, *second.rows)]
    assert sorted(seen) == sorted(talks)
    waiting = inbox_page(desk, "waiting")
    assert [row.thread.conversation.public_id for row in waiting.rows] == [t for t in talks if t != talks[5]][:30]
    rest = inbox_page(desk, "waiting", cursor=waiting.next_cursor or "")
    assert len(rest.rows) == 4
    assert [row.thread.conversation.public_id for row in inbox_page(desk, search="问题7").rows] == [talks[7]]
    assert [row.thread.conversation.public_id for row in inbox_page(desk, search="客人30").rows] == [talks[30]]
    assert [row.thread.conversation.public_id for row in inbox_page(desk, tag="售后").rows] == [talks[3]]
    assert [row.thread.conversation.public_id for row in inbox_page(desk, "mine").rows] == [talks[5]]
    assert inbox_counts(desk)["unassigned"] == 34
    with time_machine.travel(clock.now() + timedelta(hours=1)):
        assert late_count(desk) == 34


def test_colleagues_see_each_other(
    desk: Desk, user: User, published: Recorder, django_capture_on_commit_callbacks: pytest.FixtureRequest
) -> None:
    talk, other = written(user, desk.account), make_desk(desk.account, "support")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        look_in(other, talk, writing=True, seq=99)
    said = published[-1]
    assert said.room == f"account.{desk.account.slug}.desk"
    assert said.payload["state"] == "writing"
    assert [(one.user, one.writing) for one in others_looking(desk, access_thread(desk, talk))] == [(other.user, True)]
    assert others_looking(other, access_thread(desk, talk)) == []
    look_in(other, talk)
    assert Looking.objects.of(desk.account).count() == 1
    assert access_thread(desk, talk).staff_seq == 1
    with time_machine.travel(clock.now() + timedelta(minutes=1)):
        assert others_looking(desk, access_thread(desk, talk)) == []
    look_in(other, talk, gone=True)
    assert Looking.objects.of(desk.account).count() == 0


def test_notes_are_for_staff_only(desk: Desk, user: User, client: Client) -> None:
    talk = written(user, desk.account)
    note_thread(desk, talk, "客人脾气急")
    client.force_login(user)
    page = client.get(f"/d/{talk}/")
    assert page.status_code == 200
    assert "脾气急" not in page.content.decode()
    assert client.get(f"/console/{desk.account.slug}/inbox/{talk}/").status_code == 404
