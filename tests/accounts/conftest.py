"""An account with its owner, for tests of accounts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from siyu.domains.accounts.models import Account, Membership
from siyu.domains.accounts.types import Desk
from siyu.domains.people.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def silk(db: None) -> Desk:
    """The owner at the desk of an account."""
    account = Account.objects.create(slug="silk", name="Silk")
    user = User.objects.create_user("silk-owner@example.com")
    Membership.objects.create(account=account, user=user, role="owner")
    return Desk(user, account, "owner")


@pytest.fixture
def hire(silk: Desk) -> Callable[[str], Desk]:
    """More staff."""

    def hired(role: str) -> Desk:
        user = User.objects.create_user(f"{role}-{User.objects.count()}@example.com")
        Membership.objects.create(account=silk.account, user=user, role=role)
        return Desk(user, silk.account, role)

    return hired


@pytest.fixture
def enter() -> Callable[[User | None], Client]:
    """A browser with somebody logged in (or nobody)."""

    def entered(user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user, backend=BACKEND)
        return client

    return entered
