"""Profiles over HTTP: what one tells, what others see, one query for many."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from siyu.domains.members.models import Profile
from siyu.domains.members.queries.profiles import card_of, cards_of
from siyu.domains.members.rules import birthday_of, stand_in, tidy
from siyu.domains.moderation.models import Penalty
from siyu.domains.moderation.types import targets
from siyu.domains.people.models import User
from siyu.kernel import clock

Enter = Callable[[User], Client]
FORM = {"nickname": "小青", "bio": "爱旗袍", "city": "杭州", "month": "2", "day": "29"}


def _picture() -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", (400, 400), "#d03a26").save(file, "PNG")
    return SimpleUploadedFile("me.png", file.getvalue())


def test_a_profile_is_kept_and_shown(
    xiaoqing: User, xuxian: User, enter: Enter, django_assert_num_queries: Any
) -> None:
    client = enter(xiaoqing)
    assert card_of(xiaoqing).name == stand_in(xiaoqing.uid)
    assert client.post("/my/profile/", FORM).status_code == 302
    assert client.post("/my/profile/avatar/", {"file": _picture()}).status_code == 302
    with django_assert_num_queries(1):
        cards = cards_of([xiaoqing.pk, xuxian.pk, 987654])
    assert cards[xiaoqing.pk].name == "小青"
    assert set(cards) == {xiaoqing.pk, xuxian.pk}
    picture = Client().get(cards[xiaoqing.pk].avatar_url)
    assert picture.status_code == 200
    xiaoqing.refresh_from_db()
    assert (xiaoqing.name, xiaoqing.profile.birthday_md) == ("小青", "02-29")

    seen = Client().get(f"/u/{xiaoqing.uid}/").content.decode()
    assert "小青" in seen
    assert "爱旗袍" in seen
    for private in ("杭州", "02-29", "13800138001", "138****8001"):
        assert private not in seen
    client.post("/my/profile/avatar/", {"remove": "1"})
    assert card_of(xiaoqing).avatar_url == ""


@pytest.mark.parametrize("wrong", [{"month": "2", "day": "30"}, {"month": "2", "day": ""}, {"nickname": "长" * 21}])
def test_what_cannot_be_is_told_beside_the_field(xiaoqing: User, enter: Enter, wrong: dict[str, str]) -> None:
    assert enter(xiaoqing).post("/my/profile/", FORM | wrong).status_code == 422
    assert not Profile.objects.filter(user=xiaoqing).exclude(nickname="").exists()


def test_who_may_not_speak_cannot_rename_either(xiaoqing: User, enter: Enter) -> None:
    Penalty.objects.create(user=xiaoqing, reason="广告", rule="spam", since=clock.now())
    assert enter(xiaoqing).post("/my/profile/", FORM).status_code == 422
    assert card_of(xiaoqing).name == stand_in(xiaoqing.uid)


def test_a_hidden_profile_shows_nothing_and_comes_back(xiaoqing: User, enter: Enter) -> None:
    enter(xiaoqing).post("/my/profile/", FORM)
    target = targets["member"]
    assert target.describe(xiaoqing.uid).title == "小青"
    for _ in range(2):
        target.hide(xiaoqing.uid, "because")
    assert card_of(User.objects.get(pk=xiaoqing.pk)).name == stand_in(xiaoqing.uid)
    assert "爱旗袍" not in Client().get(f"/u/{xiaoqing.uid}/").content.decode()
    target.restore(xiaoqing.uid)
    assert card_of(User.objects.get(pk=xiaoqing.pk)).name == "小青"


def test_pages_of_mine_open(xiaoqing: User, enter: Enter) -> None:
    client = enter(xiaoqing)
    paths = (
        "",
        "settings/",
        "help/",
        "profile/",
        "follows/",
        "blocks/",
        "privacy/",
        "privacy/messages/",
        "privacy/erase/",
    )
    for path in paths:
        assert client.get(f"/my/{path}").status_code == 200, path
        assert Client().get(f"/my/{path}").headers["Location"].startswith("/enter/?next=")
    assert Client().get("/badges/", headers={"Accept": "application/json"}).status_code == 401
    assert client.get("/badges/").json()["waiting"].keys() <= {"home", "groups", "post", "messages", "my"}


@given(st.text(max_size=60))
def test_tidy_names_are_one_line_without_tricks(text: str) -> None:
    name = tidy(text)
    assert name == tidy(name)
    assert "\n" not in name
    assert not any(sign in name for sign in "\u202e\u200b\u2066\u0000\ufeff")


@given(st.integers(-1, 14), st.integers(-1, 33))
def test_birthdays_are_days_of_a_leap_year(month: int, day: int) -> None:
    import datetime

    found = birthday_of(month, day)
    if not month and not day:
        assert found == ""
        return
    try:
        assert found == datetime.date(2024, month, day).strftime("%m-%d")
    except ValueError:
        assert found is None
