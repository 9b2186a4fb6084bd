"""Two brands and two members who are logged in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from siyu.domains.accounts.models import Account, Membership
from siyu.domains.people.models import User
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.outbox import relay

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def brands(db: None, event_store: DuckStore) -> tuple[Account, Account]:
    made = [Account.objects.create(slug=slug, name=slug, kind="enterprise") for slug in ("qipao", "tea")]
    for account in made:
        owner = User.objects.create_user(f"owner@{account.slug}.example.com")
        Membership.objects.create(account=account, user=owner, role="owner")
    return made[0], made[1]


@pytest.fixture
def xiaoqing(brands: tuple[Account, Account]) -> User:
    return User.objects.create_member(phone="+8613800138001")


@pytest.fixture
def xuxian(brands: tuple[Account, Account]) -> User:
    return User.objects.create_member(phone="+8613800138002")


@pytest.fixture
def enter() -> Callable[[User], Client]:
    def go(user: User) -> Client:
        client = Client()
        client.force_login(user, backend=BACKEND)
        return client

    return go


@pytest.fixture
def deliver() -> Callable[[], object]:
    """Deliver what the outbox holds."""
    return lambda: relay.deliver_all()
