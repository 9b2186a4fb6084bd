"""A cast for media: one who sends, one who looks, and nobody; files lie in a folder of the test's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from siyu.domains.people.models import User

LOGGED_IN_BY = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def alice(db: None) -> User:
    return User.objects.create_member(phone="+8613800000001", name="小林")


@pytest.fixture
def bob(db: None) -> User:
    return User.objects.create_member(phone="+8613800000002", name="小周")


def client_of(user: User | None) -> Client:
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user, backend=LOGGED_IN_BY)
    return client
