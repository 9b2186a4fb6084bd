"""A member is the fan who bears their log-in, their phone or their unionid, and their acts are that fan's facts."""

from __future__ import annotations

import pytest
from django.db import transaction

from siyu.domains.accounts.models import Account
from siyu.domains.fans.actions.know_member import know_member
from siyu.domains.fans.actions.state_act import state_act
from siyu.domains.fans.models import Identity, MatchReview, Person
from siyu.domains.fans.queries.identity_values import phone_value
from siyu.domains.fans.tests.worlds import add_identity, make_account, make_person
from siyu.domains.people.models import User
from siyu.platform.outbox.models import OutboxMessage
from siyu.platform.outbox.statement import unpack

pytestmark = pytest.mark.django_db
PHONE = "13800138000"


@pytest.fixture
def account() -> Account:
    return make_account()


def member(**fields: str) -> User:
    return User.objects.create_member(name="小满", **fields)


def known(account: Account, user: User) -> int:
    with transaction.atomic():
        return know_member(account, user).person


def test_a_stranger_becomes_one_fan_and_stays_it(account: Account) -> None:
    user = member(phone=f"+86{PHONE}")
    assert known(account, user) == known(account, user)
    assert Person.objects.of(account).get().name == "小满"
    assert set(Identity.objects.of(account).values_list("kind", flat=True)) == {"member", "phone"}
    assert PHONE not in str(list(Identity.objects.of(account).values()))


def test_a_member_is_the_buyer_of_the_same_phone(account: Account) -> None:
    buyer = make_person(account, "老客")
    add_identity(buyer, "", phone_value(PHONE), "phone")
    assert known(account, member(phone=f"+86{PHONE}")) == buyer.pk


def test_phone_and_unionid_of_two_fans_open_a_review_and_merge_nobody(account: Account) -> None:
    by_phone, by_unionid = make_person(account, "甲"), make_person(account, "乙")
    add_identity(by_phone, "", phone_value(PHONE), "phone")
    add_identity(by_unionid, "", "o6_u", "unionid")
    assert known(account, member(phone=f"+86{PHONE}", unionid="o6_u")) == by_unionid.pk
    assert MatchReview.objects.of(account).count() == 1
    assert Person.objects.of(account).filter(merged_into=None).count() == 2


def test_accounts_share_nobody(account: Account) -> None:
    user = member(phone=f"+86{PHONE}")
    assert known(account, user) != known(make_account("other"), user)


def test_an_act_is_a_fact_of_the_fan(account: Account) -> None:
    user = member()
    with transaction.atomic():
        who = state_act(account, user, "note.liked", object_type="note", object_id="n1")
    [row] = unpack(OutboxMessage.objects.get(topic="facts").batch).to_pylist()
    assert (row["person"], row["identity"], row["object_id"], row["channel"]) == (
        who.person,
        who.identity,
        "n1",
        "siyu",
    )
