"""Announcements that wait for review, and the page of who may start what."""

from __future__ import annotations

import pytest
from django.test import Client

from siyu.domains.accounts.models import Account
from siyu.domains.accounts.types import Desk
from siyu.domains.chat.models import Message
from siyu.domains.groups.actions.announce import announce
from siyu.domains.groups.actions.appoint_member import appoint_member
from siyu.domains.groups.models import Group
from siyu.domains.groups.queries.access import lead_as_member
from siyu.domains.groups.tests.worlds import join, make_desk, make_group, make_member, staff_lead
from siyu.domains.groups.types import start_rules
from siyu.domains.inbox.models import Notice
from siyu.domains.moderation.actions.edit_words import add_word
from siyu.domains.moderation.models import Case
from siyu.domains.moderation.types import Reviewer, targets
from siyu.domains.people.models import User
from siyu.platform.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


@pytest.fixture
def group(desk: Desk) -> Group:
    add_word(Reviewer(desk.user, desk.account), "加微信", "hold")
    return make_group(desk)


def client_of(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user, backend=BACKEND)
    return client


def told(user: User) -> int:
    return Notice.objects.filter(user=user, key__startswith="announcement:").count()


def fresh(group: Group) -> Group:
    found: Group = Group.objects.of(group.account_id).get(pk=group.pk)
    return found


def test_held_words_of_an_admin_wait_and_are_told_once_let_through(desk: Desk, group: Group) -> None:
    mei, bo = make_member("小美"), make_member("阿波")
    for user in (mei, bo):
        join(user, group)
    appoint_member(staff_lead(desk, group), mei.uid, "admin")
    announce(lead_as_member(mei, group.public_id), "周五开团")
    page = f"/g/{group.public_id}/announcement/"
    client_of(mei).post(page, {"text": "加微信领券"})
    assert (fresh(group).announcement, told(bo)) == ("周五开团", 1)
    assert "加微信领券" in client_of(mei).get(page).content.decode()
    assert "加微信领券" not in client_of(bo).get(page).content.decode()
    case = Case.objects.get(kind="announcement")
    assert (case.target, case.author, case.excerpt) == (group.public_id, mei, "加微信领券")
    for _ in range(2):
        targets["announcement"].restore(group.public_id)
    now = fresh(group)
    assert (now.announcement, now.announced_by, now.announcement_version) == ("加微信领券", mei, 2)
    assert (told(bo), told(mei)) == (2, 0)
    assert "加微信领券" in client_of(bo).get(page).content.decode()
    events = [message.body["text"] for message in Message.objects.filter(body__event="group.announced")]
    assert events == ["周五开团", "加微信领券"]


def test_what_reviewers_take_down_is_kept_and_comes_back(desk: Desk, group: Group) -> None:
    mei = make_member("小美")
    join(mei, group)
    announce(staff_lead(desk, group), "加微信领券")  # the account's own voice waits for nobody
    assert fresh(group).announcement == "加微信领券"
    for _ in range(2):
        targets["announcement"].hide(group.public_id, "")
    assert (fresh(group).announcement, fresh(group).announcement_held_at) == ("", None)
    assert "加微信领券" not in client_of(mei).get(f"/g/{group.public_id}/announcement/").content.decode()
    targets["announcement"].restore(group.public_id)
    assert fresh(group).announcement == "加微信领券"


def test_a_newer_announcement_takes_the_place_of_one_that_waits(desk: Desk, group: Group) -> None:
    lead = lead_as_member(desk.user, group.public_id)
    announce(lead, "加微信")
    announce(lead, "改到周六")
    targets["announcement"].restore(group.public_id)
    assert fresh(group).announcement == "改到周六"


def test_owners_tune_who_starts_plays(desk: Desk, group: Group) -> None:
    mei = make_member()
    join(mei, group)
    page, start = "/console/acme/groups/starting/", f"/g/{group.public_id}/polls/new/"
    owner = client_of(desk.user)
    assert {name for name, _rule in start_rules} >= {"poll", "chain"}
    assert owner.get(page).content.decode().count("checked") == 1
    assert client_of(mei).get(start).status_code == 200
    assert owner.post(page, {"open": ["chain"]}).status_code == 302
    assert client_of(mei).get(start).status_code == 403
    assert client_of(mei).get(f"/g/{group.public_id}/chains/new/").status_code == 200
    settings = Account.objects.get(pk=desk.account.pk).settings
    assert (settings["groups"]["polls_by"], settings["chains"]["members_may_start"]) == ("leaders", True)
    written = AuditEntry.objects.filter(act="account.tuned").count()
    assert written == 2
    owner.post(page, {"open": ["chain"]})
    assert AuditEntry.objects.filter(act="account.tuned").count() == written
    operator = make_desk("acme", "operator")
    assert client_of(operator.user).post(page, {"open": ["poll"]}).status_code == 403
    assert client_of(mei).get(page).status_code == 404
