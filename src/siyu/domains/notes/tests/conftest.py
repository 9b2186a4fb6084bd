"""A cast for notes: Lin owns an account, Zhou and Chen are members; files lie in a folder of the test's own."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from PIL import Image

from siyu.domains.accounts.models import Account, Membership
from siyu.domains.media.actions.receive_upload import receive_upload
from siyu.domains.media.models import Asset
from siyu.domains.notes.actions.publish_note import publish_note
from siyu.domains.notes.models import Note
from siyu.domains.notes.types import Content
from siyu.domains.people.models import User

LOGGED_IN_BY = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    cache.clear()


@pytest.fixture
def lin(db: None) -> User:
    return User.objects.create_member(phone="+8613800000001", name="小林")


@pytest.fixture
def zhou(db: None) -> User:
    return User.objects.create_member(phone="+8613800000002", name="小周")


@pytest.fixture
def chen(db: None) -> User:
    return User.objects.create_member(phone="+8613800000003", name="小陈")


@pytest.fixture
def brand(lin: User) -> Account:
    account = Account.objects.create(slug="moli", name="茉莉旗袍")
    Membership.objects.create(account=account, user=lin, role="owner")
    return account


@pytest.fixture
def note(lin: User, brand: Account) -> Note:
    return publish_note(lin, brand, Content(title="春日旗袍", text="第一件 #旗袍# 送给自己"))


def client_of(user: User | None) -> Client:
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user, backend=LOGGED_IN_BY)
    return client


def picture_of(user: User, size: tuple[int, int] = (90, 120)) -> Asset:
    file = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(file, "JPEG")
    return receive_upload(user, file, file.getbuffer().nbytes)
