"""Follows and blocks over HTTP: facts once, counts right, one account never sees the other's."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from siyu.domains.accounts.models import Account
from siyu.domains.facts.kinds import BY_CODE
from siyu.domains.fans.models import Identity
from siyu.domains.members.actions.follow_account import follow_account, unfollow_account
from siyu.domains.members.models import Follow, FollowerCount
from siyu.domains.members.queries import blocking, following
from siyu.domains.people.models import User
from siyu.platform.eventstore.duck import DuckStore

Brands = tuple[Account, Account]
Enter = Callable[[User], Client]


def _kinds(store: DuckStore, account: Account) -> list[str]:
    rows = store.query("SELECT kind FROM facts WHERE account = $a ORDER BY event_id", {"a": account.pk}).to_pylist()
    return [BY_CODE[row["kind"]].name for row in rows]


def test_follow_is_a_fact_once_and_counted(
    brands: Brands, xiaoqing: User, enter: Enter, deliver: Callable[[], object], event_store: DuckStore
) -> None:
    qipao, tea = brands
    client = enter(xiaoqing)
    for _ in range(2):
        assert client.post("/my/follows/qipao/", {"act": "follow"}).status_code == 302
    assert following.followed_accounts(xiaoqing) == [qipao.pk]
    assert following.is_following(xiaoqing, qipao)
    assert not following.is_following(xiaoqing, tea)
    assert following.followers_of([qipao.pk, tea.pk]) == {qipao.pk: 1, tea.pk: 0}
    answer = client.post("/my/follows/qipao/", {"act": "unfollow"}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert b'value="follow"' in answer.content
    deliver()
    assert _kinds(event_store, qipao) == ["account.followed", "account.unfollowed"]
    assert _kinds(event_store, tea) == []
    assert following.followers_of([qipao.pk]) == {qipao.pk: 0}
    assert not Identity.objects.of(tea).exists()


def test_the_list_of_follows_is_ones_own_and_can_be_searched(
    brands: Brands, xiaoqing: User, xuxian: User, enter: Enter
) -> None:
    for account in brands:
        follow_account(xiaoqing, account)
    page = enter(xiaoqing).get("/my/follows/").content.decode()
    assert "/a/qipao/" in page
    assert "/a/tea/" in page
    assert "/a/tea/" not in enter(xiaoqing).get("/my/follows/?q=qip").content.decode()
    assert "/a/qipao/" not in enter(xuxian).get("/my/follows/").content.decode()


def test_a_foreign_or_missing_brand_is_not_there(xiaoqing: User, enter: Enter) -> None:
    assert enter(xiaoqing).post("/my/follows/nobody/", {"act": "follow"}).status_code == 404


def test_blocks_hold_both_ways_and_end_follows(brands: Brands, xiaoqing: User, xuxian: User, enter: Enter) -> None:
    qipao, tea = brands
    follow_account(xiaoqing, qipao)
    client = enter(xiaoqing)
    client.post(f"/my/blocks/member/{xuxian.uid}/")
    client.post("/my/blocks/account/qipao/")
    assert blocking.blocked_between(xiaoqing, xuxian)
    assert blocking.blocked_between(xuxian.pk, xiaoqing.pk)
    assert blocking.blocked_among(xuxian, [xiaoqing.pk, 99]) == {xiaoqing.pk}
    assert blocking.hidden_users(xiaoqing) == {xuxian.pk}
    assert blocking.hidden_users(xuxian) == set()
    assert blocking.hidden_accounts(xiaoqing) == {qipao.pk}
    assert not following.is_following(xiaoqing, qipao)
    assert tea.pk not in blocking.hidden_accounts(xiaoqing)
    page = client.get("/my/blocks/").content.decode()
    assert "qipao" in page
    assert xuxian.uid in page
    client.post(f"/my/blocks/member/{xuxian.uid}/", {"act": "unblock"})
    assert not blocking.blocked_between(xiaoqing, xuxian)
    follow_account(xiaoqing, qipao)
    assert blocking.hidden_accounts(xiaoqing) == set()
    assert client.post(f"/my/blocks/member/{xiaoqing.uid}/").status_code == 422


@pytest.mark.django_db(transaction=True)
def test_rivals_follow_once(event_store: DuckStore) -> None:
    account = Account.objects.create(slug="rivals", name="rivals")
    user = User.objects.create_member(phone="+8613800138003")

    def go(turn: int) -> None:
        try:
            follow_account(user, account)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(go, range(4)))
    assert Follow.objects.of(account).count() == 1
    assert FollowerCount.objects.get(account=account).followers == 1

    def leave(turn: int) -> bool:
        try:
            return unfollow_account(user, account)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(leave, range(4))) == 1
    assert FollowerCount.objects.get(account=account).followers == 0
