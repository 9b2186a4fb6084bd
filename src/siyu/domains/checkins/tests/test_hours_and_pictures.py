"""Hours of a day, pictures with a mark, who is reminded when, and the desk's table of members against days."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from siyu.domains.accounts.types import Desk
from siyu.domains.chat.models import Participant
from siyu.domains.checkins import conf
from siyu.domains.checkins.actions.check_in import check_in
from siyu.domains.checkins.actions.forget_marks import forget_marks
from siyu.domains.checkins.actions.remind_members import queue_reminders, remind_of
from siyu.domains.checkins.actions.start_campaign import end_campaign, start_campaign
from siyu.domains.checkins.jobs import remind_of_checkin
from siyu.domains.checkins.models import Campaign, Mark
from siyu.domains.checkins.queries.matrix import matrix_of
from siyu.domains.checkins.types import HOLDER, CampaignForm
from siyu.domains.groups.actions.leave_group import leave_group
from siyu.domains.groups.actions.mute_member import mute_member
from siyu.domains.groups.models import Group
from siyu.domains.groups.tests.worlds import join, make_desk, make_group, make_member, staff_lead
from siyu.domains.inbox.models import Notice
from siyu.domains.media.models import Asset, Holding
from siyu.domains.media.queries.assets import may_see
from siyu.domains.media.tests.hostile import picture
from siyu.domains.members.actions.block_somebody import block_account, block_user
from siyu.domains.moderation.types import targets
from siyu.domains.people.models import User
from siyu.platform.testing.rivals import at_once

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
DAY = date(2026, 3, 10)


def shanghai(hour: int, minute: int = 0, day: int = 0) -> Any:
    """The account's clock shows this time, so many days after the first."""
    at = datetime(2026, 3, 10, tzinfo=UTC) + timedelta(days=day, hours=hour - 8, minutes=minute)
    return time_machine.travel(at, tick=False)


def client_of(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user, backend=BACKEND)
    return client


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


@pytest.fixture
def group(desk: Desk) -> Group:
    return make_group(desk, "晨练群")


def started(desk: Desk, group: Group, **fields: Any) -> Campaign:
    form = {"title": "早起", "first_day": DAY, "last_day": DAY + timedelta(days=2), **fields}
    return start_campaign(desk.user, group.public_id, CampaignForm(**form))


def member_of(group: Group, name: str) -> User:
    user = make_member(name)
    join(user, group)
    return user


def reminded(campaign: Campaign) -> list[User]:
    rows = Notice.objects.filter(key__startswith=f"checkin:{campaign.public_id}").select_related("user")
    return [notice.user for notice in rows.order_by("pk")]


def sent(user: User) -> str:
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("a.jpg", picture(size=(300, 200)), content_type="image/jpeg")
    answer = client_of(user).post("/media/upload/", {"file": file})
    assert answer.status_code == 200, answer.content
    return str(answer.json()["id"])


def test_outside_the_hours_the_button_says_when_it_opens(desk: Desk, group: Group) -> None:
    member = client_of(member_of(group, "小美"))
    with shanghai(4):
        leader = client_of(desk.user)
        form = {
            "title": "早起", "first_day": "2026-03-10", "last_day": "2026-03-12", "makeups": "1", "opens": "05:00",
            "closes": "09:00",
        }  # fmt: skip
        base = f"/g/{group.public_id}/check-ins/"
        for wrong in ({"closes": "04:00"}, {"closes": "05:00"}, {"opens": "gestern"}):
            assert leader.post(f"{base}new/", {**form, **wrong}).status_code == 422
        assert leader.post(f"{base}new/", form).status_code == 302
    campaign = Campaign.objects.of(desk.account).get()
    assert (campaign.opens, campaign.closes, campaign.hours) == (time(5), time(9), "05:00–09:00")
    page = f"{base}{campaign.public_id}/"
    told = {
        (4, 59, 0): "今天 05:00 开放打卡",
        (9, 0, 0): "明天 05:00 开放打卡",
        (9, 0, 2): "打卡已结束，今天是最后一天",
    }
    for (hour, minute, day), words in told.items():
        with shanghai(hour, minute, day):
            body = member.get(page).content.decode()
            assert f"disabled>{words}</button>" in body
            assert 'form="checkin"' not in body
            assert words in member.get(f"/chat/{group.public_id}/{campaign.seq}/card/").content.decode()
            refused = member.post(f"{page}mark/")
            assert refused.status_code == 409
            assert "05:00–09:00" in refused.content.decode()
    with shanghai(12, day=1):  # a missed day is made up for at any hour, today is not
        assert member.post(f"{page}mark/", {"day": "2026-03-10"}).status_code == 302
        assert member.post(f"{page}mark/", {"day": "2026-03-11"}).status_code == 409
    with shanghai(8, 59, 2):
        assert 'form="checkin"' in member.get(page).content.decode()
        assert member.post(f"{page}mark/").status_code == 302
    marks = Mark.objects.of(desk.account).order_by("day").values_list("day", "makeup")
    assert list(marks) == [(DAY, True), (DAY + timedelta(days=2), False)]


def test_pictures_hang_on_the_wall_for_the_group_alone(desk: Desk, group: Group) -> None:
    mei, bo, out = member_of(group, "小美"), member_of(group, "阿波"), make_member("外人")
    with shanghai(9):
        campaign = started(desk, group)
        mine, hers = sent(mei), sent(bo)
        page = f"/g/{group.public_id}/check-ins/{campaign.public_id}/"
        assert client_of(mei).post(f"{page}mark/", {"pictures": [hers]}).status_code == 422
        assert client_of(mei).post(f"{page}mark/", {"pictures": [mine, *"abc"]}).status_code == 422
        assert not Mark.objects.of(desk.account).exists()
        assert client_of(mei).post(f"{page}mark/", {"pictures": [mine, mine]}).status_code == 302
        mark, asset = Mark.objects.of(desk.account).get(), Asset.objects.get(public_id=mine)
        assert mark.pictures == [mine]
        for user, seen in ((mei, True), (bo, True), (desk.user, True), (out, False)):
            assert may_see(user, asset) is seen
        assert asset.url(360) in client_of(bo).get(page).content.decode()
        there = f"/console/acme/groups/{group.public_id}/check-ins/{campaign.public_id}/"
        assert asset.url(360) in client_of(desk.user).get(there).content.decode()
        targets["checkin"].hide(mark.public_id, "")
        assert not may_see(bo, asset)
        assert asset.url(360) not in client_of(bo).get(page).content.decode()
        targets["checkin"].restore(mark.public_id)
        assert targets["checkin"].describe(mark.public_id).picture == asset.url(360)
        leave_group(bo, group.public_id)
        assert not may_see(bo, asset)
        assert forget_marks(mei) == 1
        assert not Holding.objects.filter(kind=HOLDER).exists()


def test_the_muted_mark_without_words_and_pictures(desk: Desk, group: Group) -> None:
    mei = member_of(group, "小美")
    with shanghai(9):
        campaign, mine = started(desk, group), sent(mei)
        mute_member(staff_lead(desk, group), mei.uid, 60)
        page = f"/g/{group.public_id}/check-ins/{campaign.public_id}/mark/"
        assert client_of(mei).post(page, {"pictures": [mine]}).status_code == 403
        assert client_of(mei).post(page).status_code == 302


def test_newcomers_are_reminded_only_where_the_leader_says_so(desk: Desk, group: Group) -> None:
    names = ("做过", "没做", "静音", "拉黑号", "拉黑人", "退群", "做完")
    did, never, silent, blocks, hides, left, done = (member_of(group, name) for name in names)
    with shanghai(9):
        quiet, loud = started(desk, group), started(desk, group, remind_all=True)
        mute = started(desk, group, remind=False, remind_all=True)
        for campaign in (quiet, loud, mute):
            for user in (did, blocks):
                check_in(user, group.public_id, campaign.public_id)
    Participant.objects.filter(conversation=group.conversation, user=silent).update(muted=True)
    with shanghai(20, day=1):
        block_account(blocks, desk.account)
        block_user(hides, desk.user)
        leave_group(left, group.public_id)
        for campaign in (quiet, loud, mute):
            check_in(done, group.public_id, campaign.public_id)
            for _ in range(2):
                remind_of(campaign)
    assert reminded(quiet) == [did]
    assert {user.pk for user in reminded(loud)} == {did.pk, never.pk, desk.user.pk}
    assert len(reminded(loud)) == 3
    assert reminded(mute) == []
    with shanghai(20, day=2):
        remind_of(loud)
    assert len(reminded(loud)) == 3 + 4  # done is missing on that day


def test_a_reminder_comes_while_there_is_time(desk: Desk, group: Group) -> None:
    with shanghai(4):
        morning = started(desk, group, opens=time(5), closes=time(9), remind_all=True)
        started(desk, group, title="全天")
        queued = DBTaskResult.objects.filter(task_path__endswith="remind_of_checkin")
        at = [row.run_after.astimezone(UTC) for row in queued.order_by("run_after")]
        assert at == [datetime(2026, 3, 10, 0, tzinfo=UTC), datetime(2026, 3, 10, 12, tzinfo=UTC)]
    with shanghai(9):
        assert remind_of_checkin.func(morning.public_id, "2026-03-10") == 0  # too late to do anything
    with shanghai(8, day=1):
        assert queue_reminders(desk.account) == 2
        assert remind_of_checkin.func(morning.public_id, "2026-03-10") == 0  # yesterday's, come late
        assert remind_of_checkin.func(morning.public_id, "2026-03-11") == 1
    with shanghai(8, day=2):
        end_campaign(desk.user, group.public_id, morning.public_id)
        assert remind_of_checkin.func(morning.public_id, "2026-03-12") == 0


def test_the_desk_sees_who_marked_which_day(desk: Desk, group: Group) -> None:
    mei, bo, gone = member_of(group, "小美"), member_of(group, "阿波"), member_of(group, "离开的")
    with shanghai(9):
        campaign = started(desk, group, last_day=DAY + timedelta(days=30), makeups=2)
        for user in (mei, gone):
            check_in(user, group.public_id, campaign.public_id)
        leave_group(gone, group.public_id)
    with shanghai(9, day=2):
        check_in(mei, group.public_id, campaign.public_id)
        check_in(mei, group.public_id, campaign.public_id, day=DAY + timedelta(days=1))
        rows = {row.card.name: row for row in matrix_of(campaign).page.rows}
        assert [state for _day, state in rows["小美"].cells][:5] == ["marked", "makeup", "marked", "ahead", "ahead"]
        assert [state for _day, state in rows["阿波"].cells][:4] == ["missed", "missed", "open", "ahead"]
        assert (rows["小美"].total, rows["离开的"].inside, rows["阿波"].inside) == (3, False, True)
        there = f"/console/acme/groups/{group.public_id}/check-ins/{campaign.public_id}/days/"
        staff = client_of(desk.user)
        assert "阿波" in staff.get(there).content.decode()
        for asked, names in {"q=小": {"小美"}, "only=done": {"小美"}, "only=missing&q=阿": {"阿波"}}.items():
            body = staff.get(f"{there}?{asked}").content.decode()
            assert {name for name in ("小美", "阿波", "离开的") if f'"row">{name}' in body} == names
        later = staff.get(f"{there}?from=2026-03-24").content.decode()
        assert "3/24" in later
        assert "3/10" not in later
        for broken in ("from=gestern", "cursor=%00"):
            assert staff.get(f"{there}?{broken}").status_code == 422
        assert client_of(bo).get(there).status_code == 404
        assert client_of(make_desk("other").user).get(there).status_code == 404


def test_the_table_pages_and_costs_the_same_with_many(
    desk: Desk, group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conf, "MATRIX_PAGE", 4)
    with shanghai(9):
        campaign, costs = started(desk, group), []
        for n in range(9):
            check_in(member_of(group, f"m{n}"), group.public_id, campaign.public_id)
            with CaptureQueriesContext(connection) as asked:
                matrix_of(campaign)
            costs.append(len(asked))
        assert set(costs) == {5}
        names, cursor = [], ""
        while True:
            matrix = matrix_of(campaign, cursor=cursor)
            names += [row.card.name for row in matrix.page.rows]
            if matrix.page.next_cursor is None:
                break
            cursor = matrix.page.next_cursor
        assert len(names) == len(set(names)) == 10


@pytest.mark.django_db(transaction=True)
def test_rivals_remind_each_once() -> None:
    desk = make_desk()
    group = make_group(desk)
    today = datetime.now(UTC).date()
    campaign = started(
        desk, group, first_day=today - timedelta(days=1), last_day=today + timedelta(days=2), remind_all=True
    )
    people = [member_of(group, f"m{n}") for n in range(3)]
    found = Campaign.objects.of(desk.account).select_related("group__account", "starter").get(pk=campaign.pk)
    at_once([lambda: remind_of(found)] * 4)
    assert sorted(user.pk for user in reminded(campaign)) == sorted(user.pk for user in (desk.user, *people))
