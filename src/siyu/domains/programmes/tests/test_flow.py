"""The whole way over HTTP: written, wished, reminded once for each begin, attended, exported."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django_tasks_db.models import DBTaskResult

from siyu.domains.chat.models import Message
from siyu.domains.facts.kinds import KINDS
from siyu.domains.groups.actions.leave_group import leave_group
from siyu.domains.groups.actions.remove_member import remove_member
from siyu.domains.groups.tests.worlds import make_desk, make_group, staff_lead
from siyu.domains.members.actions.block_somebody import block_account
from siyu.domains.programmes.actions.remind_wishers import remind_all_due, remind_wishers
from siyu.domains.programmes.models import Attendance, Entry, Wish
from siyu.domains.programmes.tests.worlds import EVENING, HOUR, NOON, client_of, fresh, member_in, notices, page, world
from siyu.platform.outbox.models import OutboxMessage
from siyu.platform.outbox.statement import unpack

pytestmark = pytest.mark.django_db
FORM = {
    "title": "泡茶夜谈", "kind": "talk", "host": "陈老师", "about": "一起泡龙井", "place": "本群", "link": "/notes/",
    "day": "2026-03-11", "begins": "20:00", "ends": "21:00", "remind_minutes": "15", "nonce": "n1",
}  # fmt: skip
DUE = EVENING - timedelta(minutes=15)


def _attended() -> int:
    batches = [unpack(row.batch) for row in OutboxMessage.objects.filter(topic="facts")]
    kinds = [kind for batch in batches for kind in batch.column("kind").to_pylist()]
    return kinds.count(KINDS["programme.attended"].code)


def test_from_the_plan_to_the_file() -> None:
    with time_machine.travel(NOON, tick=False):
        desk = make_desk()
        group = make_group(desk)
        mei, jun = member_in(group), member_in(group, "小军")
        leader, member, other = client_of(desk.user), client_of(mei), client_of(jun)
        base = f"/g/{group.public_id}/programme/"
        assert member.get(f"{base}new/").status_code == 403
        assert member.post(f"{base}new/", FORM).status_code == 403
        assert 'name="show" checked' in page(leader, f"{base}new/")
        for wrong in ({"title": " "}, {"day": "gestern"}, {"ends": "20:00"}, {"link": "javascript:1"}, {"kind": "x"},
                      {"day": "2026-03-10"}, {"remind_minutes": "-1"}, {"about": "长" * 501}):  # fmt: skip
            answer = leader.post(f"{base}new/", {**FORM, **wrong})
            assert answer.status_code == 422, wrong
            assert 'role="alert"' in answer.content.decode()
        for _ in range(2):
            assert leader.post(f"{base}new/", {**FORM, "show": "on"}).status_code == 302
        entry = Entry.objects.of(desk.account).get()
        assert (entry.starts_at, entry.ends_at, entry.host_name) == (EVENING, EVENING + HOUR, "陈老师")
        assert "泡茶夜谈" in page(member, f"/chat/{group.public_id}/{entry.seq}/card/")
        assert Message.objects.filter(conversation=group.conversation, body__card="programme").count() == 1
        assert "泡茶夜谈" in page(member, base)
        there = f"{base}{entry.public_id}/"
        assert "一起泡龙井" in page(member, there)
        for _ in range(2):
            assert member.post(f"{there}wish/").status_code == 302
        assert Wish.objects.of(desk.account).count() == 1
        assert other.post(f"{there}attend/")["Location"] == there  # too early: said in words
        assert Attendance.objects.of(desk.account).count() == 0
    queued = DBTaskResult.objects.filter(task_path__endswith="remind_when_due")
    assert list(queued.values_list("run_after", flat=True)) == [DUE]
    with time_machine.travel(DUE - timedelta(seconds=1), tick=False):
        assert remind_wishers(entry.public_id, EVENING) == 0
    with time_machine.travel(DUE, tick=False):
        assert [remind_wishers(entry.public_id, EVENING) for _ in range(2)] == [1, 0]
        assert len(notices(mei, entry)) == 1
        assert notices(jun, entry) == []
        for client in (member, other):
            for _ in range(2):
                assert client.post(f"{there}attend/", {"from": "week"}).status_code == 302
    assert (Attendance.objects.of(desk.account).count(), _attended()) == (2, 2)
    with time_machine.travel(EVENING + 2 * HOUR, tick=False):
        assert member.post(f"{there}wish/").status_code == 302
        assert Wish.objects.of(desk.account).count() == 1
        shown = page(leader, there)
        assert "小军" in shown
        assert "100.0%" in shown
        assert "小军" not in page(member, there)  # who came is read by those who lead
        assert member.post(f"{there}export/").status_code == 403
        staff = f"/console/acme/groups/{group.public_id}/programme/"
        assert "泡茶夜谈" in page(leader, staff)
        assert "小美" in page(leader, f"{staff}attendance/")
        file = leader.post(f"{staff}{entry.public_id}/export/").content.decode("utf-8-sig")
        assert "2026-03-11 20:00:00,泡茶夜谈,小美,2026-03-11 12:00:00,2026-03-11 19:45:00" in file
        assert "2026-03-11 20:00:00,泡茶夜谈,小军,,2026-03-11 19:45:00" in file
        week = leader.post(f"{staff}attendance/export/", {"week": "2026-03-11"}).content.decode("utf-8-sig")
        assert week == file


def test_a_start_that_moves_reminds_anew_and_nobody_is_told_twice() -> None:
    with time_machine.travel(NOON, tick=False):
        desk, group, entry = world()
        mei = member_in(group)
        leader, there = client_of(desk.user), f"/g/{group.public_id}/programme/{entry.public_id}/"
        client_of(mei).post(f"{there}wish/")
    with time_machine.travel(DUE, tick=False):
        assert remind_wishers(entry.public_id, EVENING) == 1
        moved = {**FORM, "host": "", "about": "", "place": "", "link": "", "begins": "20:30", "ends": "21:30"}
        assert leader.post(f"{there}edit/", moved).status_code == 302
        assert len(notices(mei, entry)) == 2  # told of the new begin at once
        assert fresh(entry).reminded_at is None
        assert remind_wishers(entry.public_id, EVENING) == 0  # the older waking finds nothing
    with time_machine.travel(DUE + HOUR / 2, tick=False):
        assert [remind_wishers(entry.public_id, EVENING + HOUR / 2) for _ in range(2)] == [1, 0]
    assert len(notices(mei, entry)) == 3
    with time_machine.travel(NOON, tick=False):  # back to the first begin, as if the clock had not come there yet
        assert leader.post(f"{there}edit/", {**moved, "begins": "20:00", "ends": "21:00"}).status_code == 302
    with time_machine.travel(DUE, tick=False):
        remind_wishers(entry.public_id, EVENING)
    assert len(notices(mei, entry)) == 4  # of the change; the begin at eight was reminded of before


def test_blocked_left_and_removed_members_hear_nothing() -> None:
    with time_machine.travel(NOON, tick=False):
        desk, group, entry = world()
        stays, blocks, leaves, kicked = (member_in(group, name) for name in ("一", "二", "三", "四"))
        for user in (stays, blocks, leaves, kicked):
            client_of(user).post(f"/g/{group.public_id}/programme/{entry.public_id}/wish/")
        block_account(blocks, desk.account)
        leave_group(leaves, group.public_id)
        remove_member(staff_lead(desk, group), kicked.uid)
    with time_machine.travel(DUE, tick=False):
        assert remind_wishers(entry.public_id, EVENING) == 1
    assert [len(notices(user, entry)) for user in (stays, blocks, leaves, kicked)] == [1, 0, 0, 0]


def test_called_off_it_reminds_nobody_and_comes_back() -> None:
    with time_machine.travel(NOON, tick=False):
        desk, group, entry = world()
        mei = member_in(group)
        leader, member = client_of(desk.user), client_of(mei)
        there = f"/g/{group.public_id}/programme/{entry.public_id}/"
        member.post(f"{there}wish/")
        assert member.post(f"{there}call-off/").status_code == 403
        for _ in range(2):
            assert leader.post(f"{there}call-off/", {"words": "老师病了"}).status_code == 302
        assert "老师病了" in page(member, there)
        assert len(notices(mei, entry)) == 1
    with time_machine.travel(DUE, tick=False):
        assert remind_wishers(entry.public_id, EVENING) == 0
        member.post(f"{there}attend/")
        assert Attendance.objects.of(desk.account).count() == 0
        assert member.post(f"{there}bring-back/").status_code == 403
        for _ in range(2):
            assert leader.post(f"{there}bring-back/").status_code == 302
        assert len(notices(mei, entry)) == 2
        assert remind_wishers(entry.public_id, EVENING) == 1
        member.post(f"{there}attend/")
        assert Attendance.objects.of(desk.account).count() == 1
    with time_machine.travel(EVENING + 2 * HOUR, tick=False):
        leader.post(f"{there}call-off/")
        assert fresh(entry).cancelled_at is None  # what is over took place


def test_a_lost_waking_is_made_up_for_while_it_is_on() -> None:
    with time_machine.travel(NOON, tick=False):
        _desk, group, entry = world()
        mei = member_in(group)
        client_of(mei).post(f"/g/{group.public_id}/programme/{entry.public_id}/wish/")
    for at, meant in ((EVENING - HOUR, 0), (EVENING + HOUR / 2, 1), (EVENING + HOUR / 2, 0)):
        with time_machine.travel(at, tick=False):
            assert remind_all_due() == meant
    with time_machine.travel(EVENING + 2 * HOUR, tick=False):
        Entry.objects.of(entry.account_id).update(reminded_at=None)
        assert (remind_all_due(), remind_wishers(entry.public_id, EVENING)) == (0, 0)  # nobody is told of what is over
