"""Notices: said once, in a handful of queries, to whoever looks on; read by their reader only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from siyu.domains.accounts.models import Account
from siyu.domains.inbox.actions.notify import notify
from siyu.domains.inbox.actions.set_wishes import set_quiet_hours, set_ways
from siyu.domains.inbox.models import Notice
from siyu.domains.inbox.queries.notices import list_notices, unread
from siyu.domains.inbox.queries.wishes import quiet_hours_of, wishes_of
from siyu.domains.people.models import User
from siyu.kernel.errors import Invalid
from siyu.platform.realtime import use
from siyu.platform.testing.realtime import Recorder

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard() -> Iterator[Recorder]:
    recorder = Recorder()
    use(recorder)
    yield recorder
    use(None)


@pytest.fixture
def user() -> User:
    return User.objects.create_member(name="读者")


def members(n: int) -> list[User]:
    made = [User(name=f"m{i}", email=None, password="!") for i in range(n)]
    return User.objects.bulk_create(made)


@pytest.mark.django_db(transaction=True)
def test_the_same_key_is_said_and_heard_once(user: User, heard: Recorder) -> None:
    for _ in range(2):
        notify([user], "live.begun", "开播了", "来看", "/x/", key="live:1")
    assert Notice.objects.filter(user=user).count() == 1
    assert [(said.room, said.payload["title"]) for said in heard] == [(f"user.{user.uid}", "开播了")]
    notify([user], "live.begun", "又开播了", key="live:2")
    assert unread(user) == 2


@pytest.mark.django_db(transaction=True)
def test_nothing_is_heard_of_what_was_rolled_back(user: User, heard: Recorder) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        notify([user], "live.begun", "开播了")
        raise RuntimeError
    assert heard == []
    assert not Notice.objects.exists()


def test_many_are_told_in_few_queries() -> None:
    crowd = members(2_500)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert notify(iter(crowd), "live.begun", "开播了", key="live:9") == 2_500
    assert Notice.objects.filter(key="live:9").count() == 2_500
    assert len(asked) <= 3 * 4 + 2


@pytest.mark.django_db(transaction=True)
def test_a_silenced_family_lights_no_dot(user: User, heard: Recorder) -> None:
    set_ways(user, {"live": "quiet", "talk": "app"})
    notify([user], "live.begun", "开播了")
    assert (unread(user), Notice.objects.filter(user=user).count(), len(heard)) == (0, 1, 0)
    notify([user], "note.comment", "有人评论")
    assert (unread(user), len(heard)) == (1, 1)
    assert {wish.family: wish.way for wish in wishes_of(user)}["live"] == "quiet"


def test_rights_cannot_be_silenced(user: User) -> None:
    for ways in ({"moderation": "quiet"}, {"nothing": "all"}, {"live": "loud"}):
        with pytest.raises(Invalid):
            set_ways(user, ways)
    with pytest.raises(Invalid):
        set_quiet_hours(user, 22, 24)
    set_quiet_hours(user, 22, 7, "Nowhere/Land")
    kept = quiet_hours_of(user)
    assert kept is not None
    assert (kept.start, kept.end, kept.time_zone) == (22, 7, "Asia/Shanghai")
    set_quiet_hours(user, None, None)
    assert quiet_hours_of(user) is None


def test_pages_of_days_hold_every_notice_once(user: User) -> None:
    for i in range(75):
        notify([user], "note.comment" if i % 2 else "live.begun", f"n{i}")
    for notice in Notice.objects.all():
        Notice.objects.filter(pk=notice.pk).update(at=notice.at - timedelta(hours=75 - int(notice.title[1:])))
    for family, expected in (("", 75), ("talk", 37), ("live", 38), ("system", 0)):
        seen: list[str] = []
        cursor: str | None = ""
        while cursor is not None:
            page = list_notices(user, family, cursor)
            seen += [shown.notice.title for day in page.rows for shown in day.notices]
            cursor = page.next_cursor
        assert len(seen) == len(set(seen)) == expected
    with pytest.raises(Invalid):
        list_notices(user, "nothing", "")
    with pytest.raises(Invalid):
        list_notices(user, "", "broken")


def test_a_reader_reads_only_their_own(user: User, client: Client) -> None:
    notify([user], "note.comment", "给你的", url="/n/abc/")
    notify([user], "system", "外面", url="https://evil.example/")
    mine, outside = Notice.objects.order_by("pk")
    stranger = User.objects.create_member()
    client.force_login(stranger)
    assert client.get(f"/messages/notices/{mine.pk}/").status_code == 404
    client.post("/messages/notices/read/")
    assert unread(user) == 2
    client.force_login(user)
    assert "给你的" in client.get("/messages/notices/").content.decode()
    assert client.get("/badges/").json()["waiting"]["messages"] == 2
    assert client.get(f"/messages/notices/{mine.pk}/")["Location"] == "/n/abc/"
    assert client.get(f"/messages/notices/{outside.pk}/")["Location"] == "/messages/notices/"
    assert unread(user) == 0


def test_marking_all_of_a_kind_leaves_the_others(user: User, client: Client) -> None:
    notify([user], "note.comment", "a")
    notify([user], "live.begun", "b", account=Account.objects.create(slug="silk", name="Silk"))
    client.force_login(user)
    client.post("/messages/notices/read/", {"kind": "live"})
    assert [notice.title for notice in Notice.objects.filter(read_at=None)] == ["a"]
    client.post("/messages/notices/read/")
    assert unread(user) == 0


def test_wishes_are_kept_by_their_page(user: User, client: Client) -> None:
    client.force_login(user)
    assert client.get("/my/notices/").status_code == 200
    told = {"live": "app", "quiet": "on", "start": "23", "end": "8", "zone": "Asia/Urumqi"}
    assert client.post("/my/notices/", told).status_code == 302
    kept = quiet_hours_of(user)
    assert kept is not None
    assert (kept.start, kept.end, kept.time_zone) == (23, 8, "Asia/Urumqi")
    assert client.post("/my/notices/", {"quiet": "on", "start": "x", "end": "8"}).status_code == 422
    client.post("/my/notices/", {"live": "all"})
    assert quiet_hours_of(user) is None
