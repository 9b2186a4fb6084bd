"""The doors of direct messages: what members and staff see and do."""

from __future__ import annotations

import pytest
from django.test import Client

from siyu.domains.accounts.types import Desk
from siyu.domains.people.models import User
from siyu.domains.support.actions.keep_quick_reply import keep_quick_reply
from siyu.domains.support.models import QuickReply, Thread
from siyu.domains.support.queries.access import access_thread
from siyu.domains.support.queries.quick_replies import replies_for
from siyu.domains.support.tests.worlds import make_account, make_desk, make_member, say, written
from siyu.kernel.errors import Forbidden, Invalid

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return make_desk(make_account(), "owner")


@pytest.fixture
def user() -> User:
    return make_member("小满", "+8613800138000")


def test_a_member_writes_first_without_javascript(desk: Desk, user: User, client: Client) -> None:
    client.force_login(user)
    way = f"/d/to/{desk.account.slug}/"
    assert client.get(way).status_code == 200
    assert Thread.objects.of(desk.account).count() == 0
    assert client.post(way, {"text": "  "}).status_code == 422
    assert Thread.objects.of(desk.account).count() == 0
    sent = client.post(way, {"text": "有货吗", "from": "group:abc"})
    talk = access_thread(desk, Thread.objects.of(desk.account).get().conversation.public_id)
    assert sent["Location"] == f"/d/{talk.conversation.public_id}/#newest"
    assert client.get(way)["Location"].startswith(f"/d/{talk.conversation.public_id}/")
    page = client.get(f"/d/{talk.conversation.public_id}/").content.decode()
    assert "有货吗" in page
    assert "有货吗" in client.get("/messages/").content.decode()


def test_staff_answer_at_their_desk(desk: Desk, user: User, client: Client) -> None:
    talk = written(user, desk.account, "什么时候发货")
    client.force_login(desk.user)
    base = f"/console/{desk.account.slug}/inbox/"
    assert client.get(f"/d/{talk}/")["Location"] == f"{base}{talk}/"
    assert "什么时候发货" in client.get(base).content.decode()
    assert "小满" in client.get(f"{base}{talk}/").content.decode()
    sent = client.post(f"/chat/{talk}/send/", {"text": "今天就发", "voice": "account"}, HTTP_ACCEPT="application/json")
    assert sent.json()["message"]["voice"] == "account"
    for path, data in {
        "note/": {"text": "老客户"},
        "tag/": {"tag": "售后"},
        "assign/": {"to": "", "was": desk.user.uid},
        "close/": {},
        "reopen/": {},
    }.items():
        assert client.post(f"{base}{talk}/{path}", data).status_code == 302, path
    assert client.post(f"{base}{talk}/looking/", {"state": "reading", "seq": "2"}).status_code == 204
    page = client.get(f"{base}{talk}/").content.decode()
    assert "老客户" in page
    assert "售后" in page
    assert client.get(f"{base}list/?show=waiting").status_code == 200
    assert client.get(f"{base}?cursor=broken").status_code == 422


def test_quick_replies_are_found_and_filled_in(desk: Desk, user: User, client: Client) -> None:
    talk = written(user, desk.account)
    keep_quick_reply(desk, "/发货", "{昵称}您好，{品牌}今天发货", shared=True)
    mine = keep_quick_reply(desk, "hi", "hi {昵称}", shared=False)
    helper = make_desk(desk.account, "support")
    found = replies_for(helper, access_thread(helper, talk), "发")
    assert [one.text for one in found] == [f"小满您好，{desk.account.name}今天发货"]
    assert "hi" not in [one.shortcut for one in replies_for(helper, access_thread(helper, talk))]
    with pytest.raises(Forbidden):
        keep_quick_reply(helper, "x", "y", shared=True)
    with pytest.raises(Invalid):
        keep_quick_reply(desk, "hi", "again", shared=False)
    with pytest.raises(Invalid):
        keep_quick_reply(desk, "z", "{什么}", shared=True)
    client.force_login(desk.user)
    base = f"/console/{desk.account.slug}/inbox/"
    assert client.post(f"{base}{talk}/replies/", {"id": mine.public_id}).status_code == 204
    told = client.get(f"{base}{talk}/replies/?q=").json()["replies"]
    assert [one["shortcut"] for one in told] == ["hi", "发货"]
    assert client.get(f"{base}replies/").status_code == 200
    client.force_login(helper.user)
    assert client.post(f"{base}replies/{mine.public_id}/drop/").status_code == 404
    assert QuickReply.objects.of(desk.account).count() == 2


def test_hours_and_the_promise_are_tuned_by_the_owner(desk: Desk, user: User, client: Client) -> None:
    client.force_login(desk.user)
    way = f"/console/{desk.account.slug}/inbox/settings/"
    told = {"greeting": "你好呀", "sla_minutes": "10", "opens": "00:00", "closes": "00:00"}
    assert client.post(way, {**told, "sla_minutes": "0"}).status_code == 422
    assert client.post(way, told).status_code == 302
    client.force_login(user)
    page = client.get(f"/d/to/{desk.account.slug}/").content.decode()
    assert "你好呀" in page
    say_to = written(user, desk.account)
    say(desk, say_to)
    assert client.get("/badges/", HTTP_ACCEPT="application/json").status_code == 200
