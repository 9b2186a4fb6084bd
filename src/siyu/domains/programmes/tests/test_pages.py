"""Pages of programmes: weeks, copies, cards, who finds nothing, one's own data, the desk, and what a page costs."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from siyu.domains.chat.models import Message
from siyu.domains.groups.actions.remove_member import remove_member
from siyu.domains.groups.models import GroupMember
from siyu.domains.groups.queries.access import lead_as_staff
from siyu.domains.groups.tests.worlds import make_desk, make_group, make_member, staff_lead
from siyu.domains.members.types import erasers, exports, known_sources
from siyu.domains.moderation.actions.edit_words import add_word
from siyu.domains.moderation.types import Reviewer, targets
from siyu.domains.programmes import conf
from siyu.domains.programmes.actions.attend_entry import attend_entry
from siyu.domains.programmes.actions.copy_week import copy_week
from siyu.domains.programmes.actions.wish_reminder import wish_reminder
from siyu.domains.programmes.models import Attendance, Entry, Wish
from siyu.domains.programmes.queries.cards import note_of
from siyu.domains.programmes.queries.week import week_of_group
from siyu.domains.programmes.tests.test_flow import FORM
from siyu.domains.programmes.tests.worlds import EVENING, HOUR, NOON, client_of, fresh, member_in, page, world, write
from siyu.kernel.errors import NotFound

pytestmark = pytest.mark.django_db
EVIL = "<script>alert(1)</script>"
DOORS = [
    ("get", ""), ("get", "new/"), ("post", "copy/"), ("post", "show/"), ("get", "{}/"), ("post", "{}/wish/"),
    ("post", "{}/unwish/"), ("post", "{}/attend/"), ("get", "{}/edit/"), ("post", "{}/call-off/"),
    ("post", "{}/bring-back/"), ("post", "{}/show/"), ("post", "{}/export/"),
]  # fmt: skip
DESK_DOORS = [
    ("get", ""), ("get", "new/"), ("get", "attendance/"), ("post", "attendance/export/"), ("get", "{}/"),
    ("get", "{}/edit/"), ("post", "{}/move/call-off/"), ("post", "{}/export/"),
]  # fmt: skip


def _asked(client: Client, base: str, doors: list[tuple[str, str]], entry: Entry) -> set[int]:
    return {getattr(client, method)(base + tail.format(entry.public_id)).status_code for method, tail in doors}


@time_machine.travel(NOON, tick=False)
def test_strangers_the_kicked_and_the_banned_find_nothing() -> None:
    desk, group, entry = world()
    kicked, banned, stranger, other = member_in(group, "一"), member_in(group, "二"), make_member(), make_desk("other")
    remove_member(staff_lead(desk, group), kicked.uid)
    remove_member(staff_lead(desk, group), banned.uid, ban=True)
    base = f"/g/{group.public_id}/programme/"
    for user in (kicked, banned, stranger, other.user):
        assert _asked(client_of(user), base, DOORS, entry) == {404}
        card = client_of(user).get(f"/chat/{group.public_id}/1/card/")
        assert card.status_code == 404
    assert _asked(Client(), base, DOORS, entry) == {302}
    for slug in ("acme", "other"):
        there = f"/console/{slug}/groups/{group.public_id}/programme/"
        assert _asked(client_of(other.user), there, DESK_DOORS, entry) == {404}
        assert _asked(client_of(member_in(group)), there, DESK_DOORS, entry) == {404}
    second = make_group(desk, "另一个群")  # an entry is found in its own group alone
    assert _asked(client_of(desk.user), f"/g/{second.public_id}/programme/", DOORS[4:], entry) == {404}
    assert fresh(entry).cancelled_at is None
    with pytest.raises(NotFound):
        targets["programme"].check_sees(stranger, entry.public_id)


@time_machine.travel(NOON, tick=False)
def test_members_do_not_run_the_programme() -> None:
    _desk, group, entry = world()
    client, base = client_of(member_in(group)), f"/g/{group.public_id}/programme/"
    running = [DOORS[n] for n in (1, 2, 3, 8, 9, 10, 11, 12)]
    assert _asked(client, base, running, entry) == {403}
    assert Message.objects.filter(conversation=group.conversation, body__card="programme").count() == 0


def test_a_week_shows_today_first_and_folds_what_is_over() -> None:
    with time_machine.travel(NOON - timedelta(days=3), tick=False):
        desk, group, _entry = world()  # Wednesday at eight
        write(desk.user, group, title="周一的事", starts_at=EVENING - timedelta(days=2))
        write(desk.user, group, title="周四的事", starts_at=EVENING + timedelta(days=1))
        write(desk.user, group, title="夜里的事", starts_at=EVENING - timedelta(hours=22), kind="live")
        write(desk.user, group, title="下周的事", starts_at=EVENING + timedelta(days=6))
    with time_machine.travel(EVENING + HOUR / 2, tick=False):
        week = week_of_group(group, desk.user)
        assert [(day.day, day.today, [row.entry.title for row in day.rows], day.before) for day in week.days] == [
            (date(2026, 3, 11), True, ["泡茶夜谈"], 1), (date(2026, 3, 12), False, ["周四的事"], 0),
        ]  # fmt: skip
        assert [row.entry.title for row in week.over] == ["周一的事", "夜里的事"]
        client, base = client_of(member_in(group)), f"/g/{group.public_id}/programme/"
        shown = page(client, base)
        assert shown.index("泡茶夜谈") < shown.index("周四的事") < shown.index("周一的事")
        assert "下周的事" not in shown
        assert "<time>20:30</time>" in shown
        assert "下周的事" in page(client, f"{base}?week=2026-03-18")
        assert page(client, f"{base}?week=2031-01-01")
        for wrong in ("gestern", "1999-01-01", "9999-12-31"):
            assert client.get(f"{base}?week={wrong}").status_code == 422
        assert "泡茶夜谈" in note_of(group, desk.user)
    with time_machine.travel(EVENING + timedelta(days=30), tick=False):
        assert week_of_group(group, desk.user).empty


def test_what_runs_past_midnight_stands_beneath_today() -> None:
    with time_machine.travel(NOON, tick=False):
        desk, group, _entry = world(starts_at=EVENING + 3 * HOUR, ends_at=EVENING + 6 * HOUR)
    with time_machine.travel(EVENING + 5 * HOUR, tick=False):  # one in the night of Thursday
        (day,) = week_of_group(group, desk.user).days
        assert (day.today, len(day.rows)) == (True, 1)


@time_machine.travel(NOON, tick=False)
def test_a_week_is_copied_once_and_leaves_out_what_is_there() -> None:
    desk, group, entry = world(place="本群", remind_minutes=30)
    write(desk.user, group, title="周四的事", starts_at=EVENING + timedelta(days=1))
    write(desk.user, group, title="周四的事", starts_at=EVENING + timedelta(days=8))  # written by hand already
    leader, base = client_of(desk.user), f"/g/{group.public_id}/programme/"
    off = write(desk.user, group, title="取消的事")
    leader.post(f"{base}{off.public_id}/call-off/")
    sent = {"nonce": "c1", "week": "2026-03-11"}
    first, second = (leader.post(f"{base}copy/", sent) for _ in range(2))
    assert first["Location"] == second["Location"] == f"{base}?week=2026-03-18"
    copies = Entry.objects.of(desk.account).filter(starts_at__gt=EVENING + timedelta(days=5))
    assert sorted(copies.values_list("title", flat=True)) == ["周四的事", "泡茶夜谈"]
    copy = copies.get(title="泡茶夜谈")
    assert (copy.starts_at, copy.place, copy.remind_minutes) == (entry.starts_at + timedelta(days=7), "本群", 30)
    assert copy.wishes.model.objects.of(desk.account).count() == 0
    lead = staff_lead(desk, group)
    done = copy_week(lead, date(2026, 3, 11), "c2")
    assert (done.written, done.there) == (0, 2)
    leader.post(f"{base}{copy.public_id}/call-off/")
    assert copy_week(lead, date(2026, 3, 13)).written == 0  # called off is not forgotten
    assert copy_week(lead, date(2026, 2, 11)).written == 0
    page(leader, f"{base}?week=2026-03-18")


@time_machine.travel(NOON, tick=False)
def test_cards_of_entries_and_weeks_stand_in_the_chat() -> None:
    desk, group, entry = world(title=EVIL)
    leader, mei, base = client_of(desk.user), member_in(group), f"/g/{group.public_id}/programme/"
    for _ in range(2):
        assert leader.post(f"{base}{entry.public_id}/show/", {"nonce": "s1"}).status_code == 302
        assert leader.post(f"{base}show/", {"nonce": "s2", "week": "2026-03-13"}).status_code == 302
    cards = Message.objects.filter(conversation=group.conversation, body__card="programme").order_by("seq")
    assert [card.body["id"] for card in cards] == [f"e:{entry.public_id}", "w:2026-03-09"]
    member = client_of(mei)
    for card in cards:
        shown = page(member, f"/chat/{group.public_id}/{card.seq}/card/")
        assert "&lt;script&gt;alert(1)" in shown
        assert EVIL not in shown
    wish_reminder(mei, group.public_id, entry.public_id)
    entry_card = f"/chat/{group.public_id}/{cards[0].seq}/card/"
    assert "已设提醒" in page(member, entry_card)
    assert "已设提醒" not in page(leader, entry_card)
    for broken in ("e:nothing", "w:gestern", "x:1", ""):
        Message.objects.filter(pk=cards[0].pk).update(body={"card": "programme", "id": broken})
        assert member.get(entry_card).status_code == 200
    Entry.objects.of(desk.account).update(cancelled_at=NOON)
    assert leader.post(f"{base}{entry.public_id}/show/").status_code == 302
    assert cards.count() == 2  # what is called off is not shown anew


def test_what_is_on_or_begins_soon_stands_above_the_chat() -> None:
    with time_machine.travel(NOON - 24 * HOUR, tick=False):
        _desk, group, entry = world(title=EVIL)
        mei = member_in(group)
    seen = []
    for at in (EVENING - 13 * HOUR, EVENING - HOUR, EVENING, EVENING + HOUR):
        with time_machine.travel(at, tick=False):
            seen.append(page(client_of(mei), f"/g/{group.public_id}/"))
    assert [f"/programme/{entry.public_id}/" in shown for shown in seen] == [False, True, True, False]
    assert ["20:00</b>" in shown for shown in seen] == [False, True, False, False]
    assert EVIL not in "".join(seen)


@time_machine.travel(NOON, tick=False)
def test_a_host_is_a_member_by_name_or_free_words() -> None:
    desk, group, entry = world()
    mei = member_in(group, "小美")
    leader, there = client_of(desk.user), f"/g/{group.public_id}/programme/{entry.public_id}/"
    for name, host in (("小美", mei.pk), ("陈老师", None), (" 小美 ", mei.pk)):
        assert leader.post(f"{there}edit/", {**FORM, "host": name}).status_code == 302
        assert fresh(entry).host_id == host
    assert f"/u/{mei.uid}/" in page(leader, there)
    member_in(group, "小美")  # two of one name: nobody is meant for sure
    leader.post(f"{there}edit/", {**FORM, "host": "小美"})
    assert (fresh(entry).host_id, fresh(entry).host_name) == (None, "小美")
    assert "小美" in page(leader, f"{there}edit/")


@time_machine.travel(NOON, tick=False)
def test_words_that_the_list_stops_are_refused() -> None:
    desk, group, _entry = world()
    add_word(Reviewer(desk.user, desk.account), "加我微信", "refuse")
    leader, base = client_of(desk.user), f"/g/{group.public_id}/programme/"
    assert leader.post(f"{base}new/", {**FORM, "about": "加我微信"}).status_code == 422
    assert Entry.objects.of(desk.account).count() == 1


@time_machine.travel(NOON, tick=False)
def test_review_hides_an_entry_and_brings_it_back() -> None:
    desk, group, entry = world()
    mei = member_in(group)
    client, there = client_of(mei), f"/g/{group.public_id}/programme/{entry.public_id}/"
    target = targets["programme"]
    assert target.describe(entry.public_id).title == "泡茶夜谈"
    target.check_sees(mei, entry.public_id)
    for _ in range(2):
        target.hide(entry.public_id, "")
    assert client.get(there).status_code == 404
    assert "泡茶夜谈" not in page(client, f"/g/{group.public_id}/programme/")
    desk_page = f"/console/acme/groups/{group.public_id}/programme/"
    assert "泡茶夜谈" in page(client_of(desk.user), desk_page)
    for _ in range(2):
        target.restore(entry.public_id)
    assert "泡茶夜谈" in page(client, there)
    with pytest.raises(NotFound):
        target.describe("nothing")


@time_machine.travel(EVENING - HOUR / 6, tick=False)
def test_ones_own_data_is_taken_along_and_forgotten() -> None:
    desk, group, _entry = world(starts_at=EVENING)
    mei, jun = member_in(group), member_in(group, "小军")
    entry = write(desk.user, group, title="小美的课", host="小美", starts_at=EVENING)
    for user in (mei, jun):
        wish_reminder(user, group.public_id, entry.public_id)
        attend_entry(user, group.public_id, entry.public_id)
    for name in ("programme_wishes", "programme_attendances"):
        (row,) = exports[name].rows(mei)
        assert (row["entry"], row["account"]) == ("小美的课", "acme")
    assert len(list(known_sources["programmes"].lines(desk.account, mei, 0))) == 2
    assert [erasers["programmes"].erase(mei) for _ in range(2)] == [3, 0]
    assert [model.objects.of(desk.account).count() for model in (Wish, Attendance)] == [1, 1]
    assert (fresh(entry).host_id, fresh(entry).host_name) == (None, "")
    there = f"/g/{group.public_id}/programme/{entry.public_id}/"
    client_of(desk.user).post(f"{there}show/")
    assert erasers["programmes"].erase(desk.user) == 0
    card = Message.objects.get(conversation=group.conversation, body__card="programme")
    assert (fresh(entry).by_id, card.sender_id) == (None, None)
    assert "小美的课" in page(client_of(jun), f"/chat/{group.public_id}/{card.seq}/card/")  # the group keeps it
    page(client_of(jun), there)


def test_staff_write_find_and_filter_at_the_desk() -> None:
    with time_machine.travel(NOON, tick=False):
        desk, group, entry = world(title="=1+1")
        base, staff = f"/console/acme/groups/{group.public_id}/programme/", client_of(desk.user)
        page(staff, f"{base}new/")
        assert staff.post(f"{base}new/", {**FORM, "title": ""}).status_code == 422
        made = staff.post(f"{base}new/", {**FORM, "title": "新品直播", "kind": "live", "show": "on"})["Location"]
        card = Message.objects.get(conversation=group.conversation, body__card="programme")
        assert card.voice == "account"
        assert "新品直播" in page(staff, made)
        page(staff, f"{made}edit/")
        assert staff.post(f"{made}edit/", {**FORM, "title": "新品首播"}).status_code == 302
        for move in ("show", "call-off", "call-off", "bring-back", "call-off"):
            assert staff.post(f"{made}move/{move}/")["Location"] == made
        assert staff.post(f"{made}move/nothing/").status_code == 404
        mei = member_in(group, "=cmd()")
        wish_reminder(mei, group.public_id, entry.public_id)
    with time_machine.travel(EVENING, tick=False):
        attend_entry(mei, group.public_id, entry.public_id)
        found = {state: page(staff, f"{base}?state={state}") for state in ("running", "cancelled", "coming", "over")}
        assert ["=1+1" in found[state] for state in found] == [True, False, False, False]
        assert ["新品首播" in found[state] for state in found] == [False, True, False, False]
        assert "=1+1" not in page(staff, f"{base}?state=nothing")
        assert "新品首播" in page(staff, f"{base}?q=陈老师")
        assert "新品首播" not in page(staff, f"{base}?q=nobody")
        there = f"{base}{entry.public_id}/"
        assert "=cmd()" in page(staff, there)
        assert "=cmd()" not in page(staff, f"{there}?only=missing")
        assert "=cmd()" not in page(staff, f"{there}?q=nobody").split("<table")[-1].replace("nobody", "")
        assert "=cmd()" in page(staff, f"{base}attendance/?q=cmd")
        page(staff, f"{base}attendance/?q=nobody")
        page(staff, f"{base}attendance/?week=2026-01-05")
        file = staff.post(f"{there}export/").content.decode("utf-8-sig")
        assert "'=1+1,'=cmd()," in file
        for tail in ("?cursor=broken", f"{entry.public_id}/?cursor=broken", "attendance/?cursor=broken"):
            assert staff.get(base + tail).status_code == 422
        assert staff.get(f"{base}attendance/?week=gestern").status_code == 422
        host = client_of(make_desk(role="host").user)
        assert page(host, base)
        assert host.post(f"{there}move/call-off/").status_code == 403
        assert fresh(entry).cancelled_at is None


def test_lists_go_on_by_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conf, "PAGE", 3)
    monkeypatch.setattr(conf, "MATRIX_PAGE", 3)
    with time_machine.travel(NOON, tick=False):
        desk, group, entry = world()
        for n in range(6):
            write(desk.user, group, title=f"第{n}个", starts_at=EVENING)  # all at one time: ties are told apart
    with time_machine.travel(EVENING, tick=False):
        for n in range(7):
            attend_entry(member_in(group, f"人{n}"), group.public_id, entry.public_id)
        base, staff = f"/console/acme/groups/{group.public_id}/programme/", client_of(desk.user)
        titles = _walk(staff, base, r"main-link[^>]*>([^<]+)<")
        assert sorted(titles) == sorted([*(f"第{n}个" for n in range(6)), "泡茶夜谈"])
        for path in (f"{base}{entry.public_id}/", f"{base}attendance/"):
            assert _walk(staff, path, r">(人\d)<") == [f"人{n}" for n in range(7)]


def _walk(client: Client, path: str, wanted: str) -> list[str]:
    """What a list shows on all of its pages."""
    found, way = [], path
    for _ in range(9):
        shown = page(client, way)
        found += re.findall(wanted, shown)
        following = re.search(r'href="\?([^"]*cursor=[^"]*)"[^>]*rel="next"|rel="next"[^>]*href="\?([^"]*)"', shown)
        if following is None:
            return found
        way = f"{path}?{(following[1] or following[2]).replace('&amp;', '&')}"
    raise AssertionError("the pages have no end")


def test_pages_cost_the_same_however_much_stands_on_them() -> None:
    with time_machine.travel(NOON, tick=False):
        desk, group, _entry = world()
        mei = member_in(group, "小美")
        entry = write(desk.user, group, host="小美", show=True)
        wish_reminder(mei, group.public_id, entry.public_id)
    mine, desk_base = f"/g/{group.public_id}/programme/", f"/console/acme/groups/{group.public_id}/programme/"
    one = f"{entry.public_id}/"
    doors = [mine, f"{mine}{one}", desk_base, f"{desk_base}attendance/", f"{desk_base}{one}"]
    with time_machine.travel(EVENING, tick=False):
        attend_entry(member_in(group, "先来"), group.public_id, entry.public_id)
        client = client_of(desk.user)
        few = [_cost(lambda way=way: page(client, way)) for way in doors]
    with time_machine.travel(NOON, tick=False):
        for n in range(8):
            user = member_in(group, f"人{n}")
            more = write(desk.user, group, title=f"第{n}个", host=f"人{n}")
            wish_reminder(user, group.public_id, more.public_id)
            wish_reminder(user, group.public_id, entry.public_id)
    with time_machine.travel(EVENING, tick=False):
        for member in GroupMember.objects.of(desk.account).filter(group=group).select_related("user"):
            attend_entry(member.user, group.public_id, entry.public_id)
        assert [_cost(lambda way=way: page(client, way)) for way in doors] == few


def _cost(act: Callable[[], object]) -> int:
    act()
    with CaptureQueriesContext(connection) as told:
        act()
    return len(told)


def test_the_accounts_own_numbers_hold() -> None:
    with time_machine.travel(NOON, tick=False):
        desk, group, _entry = world()
        desk.account.settings = {"programmes": {"remind_minutes": 45, "open_minutes": 90}}
        desk.account.save()
        group = lead_as_staff(desk, group.public_id).group
        entry, mei = write(desk.user, group), member_in(group)
    assert entry.remind_minutes == 45
    with time_machine.travel(EVENING - 1.5 * HOUR, tick=False):
        attend_entry(mei, group.public_id, entry.public_id)
    for odd in ("12", True, None, [], {}):
        desk.account.settings = {"programmes": {"remind_minutes": odd}}
        assert conf.remind_minutes(desk.account) == 15
    for odd, kept in ((-5, 0), (10**9, conf.REMIND_MOST)):
        desk.account.settings = {"programmes": {"remind_minutes": odd}}
        assert conf.remind_minutes(desk.account) == kept
