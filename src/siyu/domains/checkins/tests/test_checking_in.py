"""Check-ins over HTTP: started by leaders, once a day, made up for, reminded of, ended, for the group alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from siyu.domains.accounts.types import Desk
from siyu.domains.chat.models import Message
from siyu.domains.checkins.actions.check_in import check_in
from siyu.domains.checkins.actions.remind_members import end_over, remind_of
from siyu.domains.checkins.actions.start_campaign import start_campaign
from siyu.domains.checkins.errors import NotNow
from siyu.domains.checkins.models import Campaign, Mark
from siyu.domains.checkins.queries.standings import leaders_of, standing_of
from siyu.domains.checkins.types import CampaignForm
from siyu.domains.facts.kinds import KINDS
from siyu.domains.groups.actions.remove_member import remove_member
from siyu.domains.groups.models import Group
from siyu.domains.groups.tests.worlds import join, make_desk, make_group, make_member, staff_lead
from siyu.domains.inbox.models import Notice
from siyu.domains.members.types import erasers, exports
from siyu.domains.moderation.actions.edit_words import add_word
from siyu.domains.moderation.errors import RefusedText
from siyu.domains.moderation.types import Reviewer
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Forbidden, Invalid, NotFound
from siyu.platform.outbox.models import OutboxMessage
from siyu.platform.outbox.statement import unpack
from siyu.platform.testing.rivals import at_once, refusals

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NOON = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)  # twelve in Shanghai
DAY = date(2026, 3, 10)


def client_of(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user, backend=BACKEND)
    return client


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


@pytest.fixture
def group(desk: Desk) -> Group:
    return make_group(desk, "晨练群")


def started(desk: Desk, group: Group, **fields: Any) -> Campaign:
    form = {"title": "21 天站姿", "first_day": DAY, "last_day": DAY + timedelta(days=20), **fields}
    return start_campaign(desk.user, group.public_id, CampaignForm(**form))


@time_machine.travel(NOON, tick=False)
def test_a_leader_starts_members_check_in(desk: Desk, group: Group) -> None:
    base, mei = f"/g/{group.public_id}/check-ins/", make_member("小美")
    join(mei, group)
    leader, member = client_of(desk.user), client_of(mei)
    assert member.get(f"{base}new/").status_code == 403
    assert leader.get(f"{base}new/").status_code == 200
    form = {"title": "早起", "task": "七点前起床", "first_day": "2026-03-10", "last_day": "2026-03-30", "makeups": "1"}
    assert leader.post(f"{base}new/", {**form, "last_day": "gestern"}).status_code == 422
    assert leader.post(f"{base}new/", {**form, "last_day": "2026-03-09"}).status_code == 422
    for _ in range(2):
        assert leader.post(f"{base}new/", {**form, "nonce": "n1"}).status_code == 302
    campaign = Campaign.objects.of(desk.account).get()
    card = member.get(f"/chat/{group.public_id}/{campaign.seq}/card/").content.decode()
    assert "早起" in card
    page = f"{base}{campaign.public_id}/"
    assert "七点前起床" in member.get(page).content.decode()
    for _ in range(2):
        assert member.post(f"{page}mark/", {"text": "六点半!"}).status_code == 302
    mark = Mark.objects.of(desk.account).get()
    assert (mark.day, mark.text, mark.makeup) == (DAY, "六点半!", False)
    stated = [unpack(row.batch) for row in OutboxMessage.objects.filter(topic="facts")]
    kinds = [kind for batch in stated for kind in batch.column("kind").to_pylist()]
    assert kinds.count(KINDS["group.checked_in"].code) == 1
    assert "六点半!" in leader.get(page).content.decode()
    staff = client_of(desk.user)
    there = f"/console/acme/groups/{group.public_id}/check-ins/"
    assert "早起" in staff.get(there).content.decode()
    assert "小美" in staff.get(f"{there}{campaign.public_id}/").content.decode()
    file = staff.post(f"{there}{campaign.public_id}/export/").content.decode("utf-8-sig")
    assert "2026-03-10,小美,,六点半!" in file


def test_days_are_those_of_the_accounts_clock(desk: Desk, group: Group) -> None:
    with time_machine.travel(NOON, tick=False):
        campaign = started(desk, group, makeups=1)
    user = desk.user

    def at(hours: float, **more: Any) -> Mark:
        with time_machine.travel(NOON + timedelta(hours=hours), tick=False):
            return check_in(user, group.public_id, campaign.public_id, **more)

    assert at(11.9).day == DAY  # five to midnight in Shanghai
    assert at(12.1).day == DAY + timedelta(days=1)
    with pytest.raises(NotNow):
        at(12.1, day=DAY + timedelta(days=5))
    assert at(24 * 4).day == DAY + timedelta(days=4)
    made = at(24 * 4, day=DAY + timedelta(days=3))
    assert made.makeup
    with pytest.raises(NotNow) as none_left:
        at(24 * 4, day=DAY + timedelta(days=2))
    assert none_left.value.data["why"] == "no_makeup"
    with time_machine.travel(NOON + timedelta(days=4), tick=False):
        mine = standing_of(campaign, user)
    assert (mine.streak, mine.longest, mine.total, mine.makeups_left) == (2, 2, 4, 0)
    with pytest.raises(NotNow):
        at(24 * 30)


@time_machine.travel(NOON, tick=False)
def test_words_are_asked_for_and_screened(desk: Desk, group: Group) -> None:
    campaign, mei = started(desk, group, text=True), make_member()
    join(mei, group)
    add_word(Reviewer(desk.user, desk.account), "代购", "refuse")
    with pytest.raises(Invalid):
        check_in(mei, group.public_id, campaign.public_id)
    with pytest.raises(RefusedText):
        check_in(mei, group.public_id, campaign.public_id, "找我代购")
    assert Mark.objects.of(desk.account).count() == 0
    with pytest.raises(Forbidden):
        start_campaign(mei, group.public_id, CampaignForm("x", DAY, DAY))


def test_evening_reminds_once_and_the_end_is_said_once(desk: Desk, group: Group) -> None:
    mei, bo = make_member("小美"), make_member("阿波")
    for user in (mei, bo):
        join(user, group)
    with time_machine.travel(NOON, tick=False):
        campaign = started(desk, group, last_day=DAY + timedelta(days=2))
        for user in (mei, bo):
            check_in(user, group.public_id, campaign.public_id)
        assert remind_of(campaign) == 0
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        check_in(mei, group.public_id, campaign.public_id)
        for _ in range(2):
            remind_of(campaign)
        assert [notice.user for notice in Notice.objects.filter(key__startswith="checkin:")] == [bo]
        assert end_over(desk.account) == 0
        assert [leader.card.name for leader in leaders_of(campaign)] == ["小美", "阿波"]
    with time_machine.travel(NOON + timedelta(days=3), tick=False):
        assert [end_over(desk.account) for _ in range(2)] == [1, 0]
    said = [m for m in Message.objects.filter(kind="system") if m.body.get("event") == "checkin.ended"]
    assert [(m.body["name"], m.body["days"]) for m in said] == [("小美", 2)]


@time_machine.travel(NOON, tick=False)
def test_who_is_not_in_the_group_finds_nothing(desk: Desk, group: Group) -> None:
    campaign, kicked, stranger = started(desk, group), make_member(), make_member()
    join(kicked, group)
    remove_member(staff_lead(desk, group), kicked.uid)
    base = f"/g/{group.public_id}/check-ins/"
    other = make_desk("other")
    for user in (kicked, stranger, other.user):
        client = client_of(user)
        for path in ("", f"{campaign.public_id}/"):
            assert client.get(base + path).status_code == 404
        for path in ("mark/", "end/", "remove/"):
            assert client.post(f"{base}{campaign.public_id}/{path}").status_code == 404
    staff = client_of(other.user)
    for slug in ("acme", "other"):
        there = f"/console/{slug}/groups/{group.public_id}/check-ins/"
        assert staff.get(there).status_code == 404
        assert staff.post(f"{there}{campaign.public_id}/export/").status_code == 404


@time_machine.travel(NOON, tick=False)
def test_removed_comes_back_with_its_marks_and_data_is_ones_own(desk: Desk, group: Group) -> None:
    campaign, mei = started(desk, group), make_member()
    join(mei, group)
    check_in(mei, group.public_id, campaign.public_id, "做了")
    base = f"/g/{group.public_id}/check-ins/{campaign.public_id}/"
    leader = client_of(desk.user)
    assert client_of(mei).post(f"{base}remove/").status_code == 403
    leader.post(f"{base}remove/")
    with pytest.raises(NotFound):
        check_in(mei, group.public_id, campaign.public_id)
    assert leader.post(f"{base}remove/?act=restore").status_code == 204
    assert "做了" in leader.get(base).content.decode()
    (row,) = exports["checkins"].rows(mei)
    assert row["text"] == "做了"
    assert [erasers["checkins"].erase(mei) for _ in range(2)] == [1, 0]


@pytest.mark.django_db(transaction=True)
def test_rivals_mark_a_day_once_and_make_up_no_more_than_they_may() -> None:
    desk = make_desk()
    group = make_group(desk)
    today = clock.local_day(clock.now(), desk.account.time_zone)
    first = today - timedelta(days=6)
    campaign = started(desk, group, first_day=first, last_day=today + timedelta(days=5), makeups=2)
    days = [today - timedelta(days=n) for n in range(2, 6)]
    acts = [lambda day=day: check_in(desk.user, group.public_id, campaign.public_id, day=day) for day in days]
    assert refusals(at_once(acts)) == [""] * 2 + ["not_now"] * 2
    answers = at_once([lambda: check_in(desk.user, group.public_id, campaign.public_id)] * 4)
    assert len({mark.pk for mark in answers}) == 1
    assert Mark.objects.of(desk.account).filter(campaign=campaign).count() == 3
