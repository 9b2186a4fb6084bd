"""Who sees an asset, and how its address answers."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from siyu.domains.media import types
from siyu.domains.media.actions.forget_assets import forget_assets_of, forget_loose_assets
from siyu.domains.media.actions.hold_assets import hold_assets, show_held
from siyu.domains.media.actions.receive_upload import receive_upload
from siyu.domains.media.adapters.folders import folder_of
from siyu.domains.media.models import Asset, Holding
from siyu.domains.media.tests.conftest import client_of
from siyu.domains.media.tests.hostile import picture
from siyu.domains.media.types import Holder
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.platform.registry import Registry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def room(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[int]]:
    """A kind of holder whose objects are seen by whoever stands in the set."""
    inside: set[int] = set()
    registry: Registry[Holder] = Registry("media.holders")
    registry.add("room", Holder(lambda user, _room: user.pk in inside))
    monkeypatch.setattr("siyu.domains.media.queries.assets.holders", registry)
    monkeypatch.setattr("siyu.domains.media.actions.hold_assets.holders", registry)
    yield inside
    assert types.holders is not registry


def _picture_of(user: User, size: tuple[int, int] = (900, 600)) -> Asset:
    content = picture("JPEG", size)
    return receive_upload(user, io.BytesIO(content), len(content))


def _status(user: User | None, asset: Asset) -> int:
    return client_of(user).get(asset.url()).status_code


def test_what_nothing_holds_is_its_owners_alone(alice: User, bob: User) -> None:
    asset = _picture_of(alice)
    assert [_status(who, asset) for who in (alice, bob, None)] == [200, 404, 404]


def test_a_private_holder_is_asked_each_time(alice: User, bob: User, room: set[int]) -> None:
    asset = _picture_of(alice)
    hold_assets(alice, "room", "r1", [asset.public_id], public=False)
    assert [_status(who, asset) for who in (bob, None)] == [404, 404]
    room.add(bob.pk)
    assert [_status(who, asset) for who in (bob, None)] == [200, 404]
    room.clear()
    assert _status(bob, asset) == 404


def test_what_is_public_is_seen_by_all_until_it_is_hidden(alice: User) -> None:
    asset = _picture_of(alice)
    hold_assets(alice, "room", "r1", [asset.public_id], public=True)
    answer = client_of(None).get(asset.url())
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    show_held("room", "r1", public=False)
    assert _status(None, asset) == 404
    assert client_of(alice).get(asset.url())["Cache-Control"] == "private, max-age=300"


def test_two_holders_do_not_take_each_others_light(alice: User) -> None:
    asset = _picture_of(alice)
    hold_assets(alice, "room", "r1", [asset.public_id], public=True)
    hold_assets(alice, "room", "r2", [asset.public_id], public=True)
    hold_assets(alice, "room", "r1", [], public=True)
    assert _status(None, asset) == 200
    hold_assets(alice, "room", "r2", [], public=True)
    assert _status(None, asset) == 404


def test_nobody_holds_what_is_anothers(alice: User, bob: User) -> None:
    asset = _picture_of(alice)
    with pytest.raises(Invalid):
        hold_assets(bob, "room", "r1", [asset.public_id], public=True)
    hold_assets(alice, "room", "r1", [asset.public_id], public=False)
    assert hold_assets(bob, "room", "r1", [asset.public_id], public=False) == [asset]  # a colleague keeps it there


def test_an_answer_says_304_and_parts(alice: User) -> None:
    asset, client = _picture_of(alice), client_of(alice)
    whole = client.get(asset.url())
    body = b"".join(whole.streaming_content)
    assert client.get(asset.url(), headers={"if-none-match": whole["ETag"]}).status_code == 304
    part = client.get(asset.url(), headers={"range": "bytes=5-9"})
    assert (part.status_code, b"".join(part.streaming_content)) == (206, body[5:10])
    assert part["Content-Range"] == f"bytes 5-9/{len(body)}"
    assert client.get(asset.url(), headers={"range": f"bytes={len(body)}-"}).status_code == 416


@pytest.mark.parametrize("name", ["still.png", "..%2f..%2fsiyu.db", "720.webp.html", "nothing"])
def test_only_renditions_have_addresses(alice: User, name: str) -> None:
    asset = _picture_of(alice)
    assert client_of(alice).get(f"/media/{asset.public_id}/{name}").status_code == 404


def test_what_nobody_used_for_two_days_is_forgotten(alice: User) -> None:
    fresh, loose, held = (_picture_of(alice, (40, 30)) for _ in range(3))
    hold_assets(alice, "room", "r1", [held.public_id], public=False)
    old = clock.now() - timedelta(hours=49)
    Asset.objects.filter(pk__in=[loose.pk, held.pk]).update(created_at=old)
    assert forget_loose_assets() == 1
    assert not folder_of(loose.public_id).exists()
    assert folder_of(held.public_id).exists()
    assert set(Asset.objects.all()) == {fresh, held}


def test_who_leaves_takes_all_along(alice: User, bob: User) -> None:
    mine, other = _picture_of(alice, (40, 30)), _picture_of(bob, (40, 30))
    hold_assets(alice, "room", "r1", [mine.public_id], public=True)
    assert forget_assets_of(alice) == 1
    assert list(Asset.objects.all()) == [other]
    assert not Holding.objects.exists()
    assert not folder_of(mine.public_id).exists()


def test_a_full_space_and_a_missing_file_are_told_in_words(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = client_of(alice).post("/media/upload/", headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (422, "unreadable_file")
    _picture_of(alice, (40, 30))
    monkeypatch.setattr("siyu.domains.media.conf.OWNER_BYTES", 10)
    file: Any = io.BytesIO(picture())
    file.name = "a.jpg"
    answer = client_of(alice).post("/media/upload/", {"file": file}, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (429, "space_spent")


def test_a_stranger_sends_nothing(db: None) -> None:
    answer = client_of(None).post("/media/upload/", headers={"accept": "application/json"})
    assert answer.status_code == 401


def test_sending_needs_the_token_of_our_pages(alice: User) -> None:
    client = client_of(alice)
    client.handler.enforce_csrf_checks = True
    assert client.post("/media/upload/", {"a": "b"}, headers={"accept": "application/json"}).status_code == 403
