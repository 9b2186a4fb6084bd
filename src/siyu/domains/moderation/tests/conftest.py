"""An account with a wall, its reviewer, and platform staff."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from siyu.domains.accounts.models import Account, Membership
from siyu.domains.moderation.tests.walls import Wall
from siyu.domains.moderation.types import Reviewer
from siyu.domains.people.models import User


@pytest.fixture
def silk() -> Account:
    return Account.objects.create(slug="silk", name="Silk")


@pytest.fixture
def written(silk: Account) -> Iterator[Wall]:
    """The wall of `silk`."""
    place = Wall(silk, User.objects.create_member(name="作者"))
    place.stand()
    yield place
    place.fall()


@pytest.fixture
def owner(silk: Account) -> User:
    user = User.objects.create_user("owner@example.com", name="老板", language="zh-hans")
    Membership.objects.create(account=silk, user=user, role="owner")
    return user


@pytest.fixture
def judge(silk: Account, owner: User) -> Reviewer:
    return Reviewer(owner, silk)


@pytest.fixture
def platform() -> Reviewer:
    return Reviewer(User.objects.create_user("p@example.com", is_staff=True), None)
