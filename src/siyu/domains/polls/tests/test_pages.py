"""The doors of polls: members and staff, without JavaScript and from the card; who gets nothing; what stays unsaid."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from siyu.domains.accounts.models import Account
from siyu.domains.accounts.types import Desk
from siyu.domains.chat.models import Message
from siyu.domains.groups.actions.dissolve_group import dissolve_group
from siyu.domains.groups.actions.remove_member import remove_member
from siyu.domains.groups.models import Group
from siyu.domains.groups.tests.worlds import make_desk, make_group, make_member, staff_lead
from siyu.domains.people.models import User
from siyu.domains.polls import conf
from siyu.domains.polls.actions.cast_vote import cast_vote
from siyu.domains.polls.actions.close_poll import close_poll
from siyu.domains.polls.actions.forget_votes import forget_votes
from siyu.domains.polls.models import Choice, Pick, Poll, Vote
from siyu.domains.polls.queries import own_data
from siyu.domains.polls.queries.counting import counts_of
from siyu.domains.polls.tests.worlds import fresh, make_poll, member_of
from siyu.kernel import clock
from siyu.platform.audit.models import AuditEntry
from siyu.platform.eventstore.duck import DuckStore

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'


@pytest.fixture
def desk(db: None, event_store: DuckStore) -> Desk:
    return make_desk()


@pytest.fixture
def group(desk: Desk) -> Group:
    return make_group(desk)


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def _page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def test_a_member_asks_and_others_vote(desk: Desk, group: Group) -> None:
    mei, bo = member_of(group, "小美"), member_of(group, "阿波")
    asking, voting, base = _client(mei), _client(bo), f"/g/{group.public_id}/polls/"
    assert base in _page(asking, f"/g/{group.public_id}/")  # the plus-panel
    form = {
        "question": "喝什么？", "choice": ["龙井", "普洱", "", "", "白茶"], "most": "2", "shows": "always",
        "changeable": "on", "nonce": "n",
    }  # fmt: skip
    faulty = asking.post(f"{base}new/", {**form, "choice": ["龙井", "", "普洱" * 40]})
    assert faulty.status_code == 422
    assert "喝什么？" in faulty.content.decode()
    assert 'name="nonce"' in _page(asking, f"{base}new/")
    there = asking.post(f"{base}new/", form)["Location"]
    assert asking.post(f"{base}new/", form)["Location"] == there
    assert list(Choice.objects.of(desk.account).values_list("text", flat=True)) == ["龙井", "普洱", "白茶"]
    assert 'type="checkbox"' in _page(voting, there)
    assert voting.post(f"{there}vote/").status_code == 422
    assert voting.post(f"{there}vote/", {"choice": ["1", "2", "3"]}).status_code == 422
    assert voting.post(f"{there}vote/", {"choice": ["1", "3"]})["Location"] == there
    page = _page(voting, there)
    assert "1 · 100%" in page
    assert f"{there}voters/3/" in page
    assert "阿波" in _page(asking, f"{there}voters/3/")
    assert "阿波" not in _page(asking, f"{there}voters/2/")
    assert 'value="3" checked' in _page(voting, f"{there}?again")
    voting.post(f"{there}vote/", {"choice": "2"})
    (poll,) = Poll.objects.of(desk.account)
    assert counts_of(poll) == {1: 0, 2: 1, 3: 0}
    assert "喝什么？" in _page(voting, base)
    assert "喝什么？" not in _page(voting, f"{base}?state=over")
    assert asking.post(f"{there}close/").status_code == 302
    assert "喝什么？" in _page(voting, f"{base}?state=over")
    assert voting.post(f"{there}vote/", {"choice": "1"}).status_code == 409
    assert "普洱" in _page(voting, f"/g/{group.public_id}/")


def test_the_card_takes_a_vote(desk: Desk, group: Group) -> None:
    mei = member_of(group)
    poll = make_poll(desk.user, group, shows="voted")
    client, card = _client(mei), f"/chat/{group.public_id}/{poll.seq}/card/"
    fragment = _page(client, card)
    assert fragment.count('name="choice"') == 3
    assert "cell-bar" not in fragment
    answer = client.post(f"/g/{group.public_id}/polls/{poll.public_id}/vote/", {"choice": "2"}, HTTP_HX_REQUEST="true")
    assert "cell-bar" in answer.content.decode()
    assert 'name="choice"' not in _page(client, card)
    staff = make_desk("acme", "operator")
    watching = _page(_client(staff.user), card)
    assert ("cell-bar" in watching, 'name="choice"' in watching) == (True, False)
    client_of_lead = _client(desk.user)
    gone = client_of_lead.post(f"/g/{group.public_id}/polls/{poll.public_id}/remove/")
    assert gone.status_code == 302
    assert poll.question not in _page(client, card)
    client_of_lead.post(f"/g/{group.public_id}/polls/{poll.public_id}/restore/")
    assert poll.question in _page(client, card)


def _doors(group: Group, poll: Poll) -> Iterator[tuple[str, str]]:
    base = f"/g/{group.public_id}/polls/"
    one = f"{base}{poll.public_id}/"
    yield from (("get", path) for path in (base, f"{base}new/", one, f"{one}voters/1/"))
    yield from (("post", f"{one}{act}/") for act in ("vote", "close", "remove", "restore"))
    yield "post", f"{base}new/"
    yield "get", f"/chat/{group.public_id}/{poll.seq}/card/"


def test_strangers_find_nothing(desk: Desk, group: Group) -> None:
    mei, out = member_of(group), make_member("外人")
    poll = make_poll(desk.user, group)
    cast_vote(mei, group.public_id, poll.public_id, [1])
    other = make_group(desk, "另一群")
    remove_member(staff_lead(desk, group), mei.uid)
    for user in (out, mei):
        for method, path in _doors(group, poll):
            assert getattr(_client(user), method)(path, {"choice": "1"}).status_code == 404, path
    for path in (poll.public_id, f"{poll.public_id}/voters/1"):
        assert _client(desk.user).get(f"/g/{other.public_id}/polls/{path}/").status_code == 404
    theirs = make_desk("other")
    for path in ("", f"{poll.public_id}/"):
        assert _client(theirs.user).get(f"/console/acme/groups/{group.public_id}/polls/{path}").status_code == 404
        assert _client(theirs.user).get(f"/console/other/groups/{group.public_id}/polls/{path}").status_code == 404
    for act in ("export", "close", "remove", "restore"):
        path = f"/console/other/groups/{group.public_id}/polls/{poll.public_id}/{act}/"
        assert _client(theirs.user).post(path).status_code == 404
        wrong = f"/console/acme/groups/{other.public_id}/polls/{poll.public_id}/{act}/"
        assert _client(desk.user).post(wrong).status_code == 404
    dissolve_group(staff_lead(desk, group))
    for method, path in _doors(group, poll):
        if "/chat/" not in path:
            assert getattr(_client(desk.user), method)(path).status_code == 404, path


def test_nobody_reads_who_voted_without_a_name(desk: Desk, group: Group) -> None:
    mei, bo = member_of(group, "小美"), member_of(group, "阿波")
    poll = make_poll(desk.user, group, anonymous=True)
    cast_vote(bo, group.public_id, poll.public_id, [2])
    one, there = f"/g/{group.public_id}/polls/{poll.public_id}/", f"/console/acme/groups/{group.public_id}/polls/"
    at_desk = f"{there}{poll.public_id}/"
    for client in (_client(mei), _client(desk.user)):
        assert "阿波" not in _page(client, one)
        assert client.get(f"{one}voters/2/").status_code == 404
    staff = _client(desk.user)
    assert "阿波" not in _page(staff, at_desk) + _page(staff, there)
    assert staff.get(f"{at_desk}?choice=2").status_code == 404
    close_poll(staff_lead(desk, group), poll)
    assert _client(mei).get(f"{one}voters/2/").status_code == 404
    file = staff.post(f"{at_desk}export/").content.decode("utf-8-sig")
    assert [row[0] for row in csv.reader(io.StringIO(file))][1:] == ["龙井", "普洱", "铁观音"]
    assert "阿波" not in file
    assert bo.uid not in file
    entries = AuditEntry.objects.filter(target=f"poll:{poll.public_id}")
    assert bo.pk not in entries.values_list("actor_id", flat=True)
    assert bo.uid not in str(list(entries.values_list("data", flat=True)))
    bodies = Message.objects.filter(conversation=group.conversation).values_list("body", flat=True)
    assert not [body for body in bodies if "poll" in str(body) and ("阿波" in str(body) or bo.uid in str(body))]
    (known,) = own_data.known(desk.account, bo, 0)
    assert "普洱" not in str(known.value)
    assert [row["chosen"] for row in own_data.votes(bo)] == ["普洱"]  # their own file holds their own vote


def test_the_desk_searches_reads_and_exports(desk: Desk, group: Group) -> None:
    mei = member_of(group, "=1+1")
    Account.objects.filter(pk=desk.account.pk).update(time_zone="Asia/Shanghai")
    poll = make_poll(mei, group, EVIL[:100], choices=("+龙井", EVIL[:60]), most=2)
    cast_vote(mei, group.public_id, poll.public_id, [1, 2])
    make_poll(mei, group, "周五聚会？")
    staff, there = _client(desk.user), f"/console/acme/groups/{group.public_id}/polls/"
    page = _page(staff, there)
    assert "周五聚会？" in page
    for path in (there, f"{there}{poll.public_id}/", f"{there}{poll.public_id}/?choice=2"):
        assert "<img src=x" not in _page(staff, path)
    for path in ("", f"{poll.public_id}/", f"{poll.public_id}/voters/2/"):
        assert "<img src=x" not in _page(_client(mei), f"/g/{group.public_id}/polls/{path}")
    assert "周五聚会？" not in _page(staff, f"{there}?q=alert")
    assert "周五聚会？" not in _page(staff, f"{there}?state=over")
    assert staff.get(f"{there}?cursor=broken").status_code == 422
    assert "=1+1" in _page(staff, f"{there}{poll.public_id}/?choice=1")
    rows = list(csv.reader(io.StringIO(staff.post(f"{there}{poll.public_id}/export/").content.decode("utf-8-sig"))))
    assert (len(rows), rows[1][0][0], rows[1][1][0]) == (2, "'", "'")
    assert AuditEntry.objects.filter(act="poll.exported").count() == 1
    assert staff.post(f"{there}{poll.public_id}/close/").status_code == 302
    assert fresh(desk, poll).closed_at is not None
    staff.post(f"{there}{poll.public_id}/remove/")
    assert poll.public_id in _page(staff, f"{there}?state=removed")
    assert poll.public_id not in _page(staff, there)
    staff.post(f"{there}{poll.public_id}/restore/")
    assert fresh(desk, poll).removed_at is None
    support = _client(make_desk("acme", "support").user)
    assert support.post(f"{there}{poll.public_id}/remove/").status_code == 403
    assert support.post(f"{there}{poll.public_id}/export/").status_code == 403


def test_lists_cost_the_same_however_long(desk: Desk, group: Group, monkeypatch: pytest.MonkeyPatch) -> None:
    mei = member_of(group)
    client, staff = _client(mei), _client(desk.user)
    paths = (
        (client, f"/g/{group.public_id}/polls/"), (staff, f"/console/acme/groups/{group.public_id}/polls/"),
    )  # fmt: skip
    make_poll(desk.user, group, "第一问")
    costs = [_cost(*one) for one in paths]
    poll = make_poll(desk.user, group, "第二问", choices=tuple(f"选{n}" for n in range(20)), most=20)
    cast_vote(mei, group.public_id, poll.public_id, list(range(1, 21)))
    for number in range(5):
        make_poll(desk.user, group, f"再问{number}")
    assert [_cost(*one) for one in paths] == costs
    monkeypatch.setattr(conf, "PAGE", 3)
    first = _page(client, paths[0][1])
    assert "第一问" not in first
    cursor = first.partition("cursor=")[2].partition('"')[0]
    assert "再问1" in _page(client, f"{paths[0][1]}?cursor={cursor}")
    card = f"/chat/{group.public_id}/{poll.seq}/card/"
    small = _cost(client, f"/chat/{group.public_id}/{Poll.objects.of(desk.account).earliest('pk').seq}/card/")
    assert _cost(client, card) <= small + 1


def _cost(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        _page(client, path)
    return len(asked)


def test_a_member_is_forgotten(desk: Desk, group: Group) -> None:
    mei, bo = member_of(group, "小美"), member_of(group, "阿波")
    poll, other = make_poll(mei, group), make_poll(desk.user, group, "另一问")
    for who in (mei, bo):
        cast_vote(who, group.public_id, other.public_id, [1])
    assert [row["question"] for row in own_data.started(mei)] == [poll.question]
    assert forget_votes(mei) == 2
    assert forget_votes(mei) == 0
    assert list(Poll.objects.of(desk.account)) == [other]
    assert (Vote.objects.of(desk.account).get().user, Pick.objects.of(desk.account).count()) == (bo, 1)
    card = f"/chat/{group.public_id}/{poll.seq}/card/"
    assert poll.question not in _page(_client(bo), card)


def test_a_deadline_is_said_by_the_accounts_clock(desk: Desk, group: Group) -> None:
    Account.objects.filter(pk=desk.account.pk).update(time_zone="Asia/Shanghai")
    client, base = _client(desk.user), f"/g/{group.public_id}/polls/"
    form = {"question": "?", "choice": ["一", "二"], "most": "1", "shows": "always"}
    with time_machine.travel("2026-05-01T00:00:00+00:00", tick=False):
        assert client.post(f"{base}new/", {**form, "deadline": "nonsense"}).status_code == 422
        assert client.post(f"{base}new/", {**form, "deadline": "2026-04-30T20:00"}).status_code == 422
        there = client.post(f"{base}new/", {**form, "deadline": "2026-05-01T20:30"})["Location"]
        (poll,) = Poll.objects.of(desk.account)
        assert poll.deadline is not None
        assert poll.deadline - clock.now() == timedelta(hours=12, minutes=30)
        assert "05-01 20:30" in _page(client, there)
