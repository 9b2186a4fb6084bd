"""A WeChat or a number that comes later is learned by every account that knows the member; old askings for codes go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import time_machine
from django.db import transaction
from django.test import Client

from siyu.domains.accounts.models import Account
from siyu.domains.fans.actions.match_identities import Claim, Key, match_identities
from siyu.domains.fans.models import Identity, MatchReview
from siyu.domains.fans.queries.identity_values import phone_value
from siyu.domains.members.actions.follow_account import follow_account
from siyu.domains.people.actions.enter_member import join_wechat
from siyu.domains.people.actions.send_code import send_code
from siyu.domains.people.adapters.wechat import WeChatPerson
from siyu.domains.people.jobs import forget_codes
from siyu.domains.people.models import CodeSending, PhoneCode, User
from siyu.kernel import clock
from siyu.platform.settings import settings

Brands = tuple[Account, Account]


def _bought(account: Account, key: Key) -> int:
    with transaction.atomic():
        claim = Claim(keys=(key,), seen="2026-01-01 00:00:00", name="白娘子", phone_masked="")
        return match_identities(account, [claim], source="test").persons[0]


def _person(account: Account, user: User) -> int:
    return Identity.objects.of(account).get(kind="member", value=user.uid).person_id


def test_a_wechat_that_comes_later_is_learned_by_who_knows_the_member(brands: Brands, xiaoqing: User) -> None:
    qipao, tea = brands
    follow_account(xiaoqing, qipao)
    join_wechat(xiaoqing, WeChatPerson("union-9", "open-9", "app"))
    assert Identity.objects.of(qipao).get(value="union-9").person_id == _person(qipao, xiaoqing)
    assert not Identity.objects.of(tea).exists()


def test_a_wechat_that_an_account_knows_as_another_fan_opens_a_review(brands: Brands, xiaoqing: User) -> None:
    qipao, _tea = brands
    follow_account(xiaoqing, qipao)
    other = _bought(qipao, Key(Identity.Kind.UNIONID.value, "", "union-9", "union-9"))
    join_wechat(xiaoqing, WeChatPerson("union-9", "open-9", "app"))
    review = MatchReview.objects.of(qipao).get()
    assert {review.first_id, review.second_id} == {other, _person(qipao, xiaoqing)}


def test_a_changed_number_is_learned_and_another_members_is_refused(
    brands: Brands, xiaoqing: User, xuxian: User, enter: Callable[[User], Client]
) -> None:
    qipao, _tea = brands
    follow_account(xiaoqing, qipao)
    client = enter(xiaoqing)

    def change(number: str) -> int:
        client.post("/enter/phone/", {"phone": number})
        code = (settings().home / "sms" / f"86{number}.txt").read_text().split()[0]
        return client.post("/enter/phone/code/", {"code": code}).status_code

    assert change("13800138002") == 422
    xiaoqing.refresh_from_db()
    assert xiaoqing.phone == "+8613800138001"
    assert change("13900139009") == 302
    xiaoqing.refresh_from_db()
    assert xiaoqing.phone == "+8613900139009"
    learned = Identity.objects.of(qipao).get(value=phone_value("13900139009"))
    assert learned.person_id == _person(qipao, xiaoqing)


def test_who_asked_for_codes_is_forgotten(db: None) -> None:
    send_code("+8613800138005", address="10.0.0.1", browser="b")
    assert forget_codes.func() == 0
    with time_machine.travel(clock.now() + timedelta(days=2, minutes=1)):
        assert forget_codes.func() == 2
    assert not CodeSending.objects.exists()
    assert not PhoneCode.objects.exists()
