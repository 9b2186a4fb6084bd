"""What members meet: reporting, its result, decisions against them, the convention."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from siyu.domains.moderation.actions.decide_case import decide_case
from siyu.domains.moderation.models import Case, Report
from siyu.domains.moderation.queries.access import may_see_report
from siyu.domains.moderation.tests.walls import KIND, Wall
from siyu.domains.moderation.types import Decision, Reviewer, evidence
from siyu.domains.people.models import User

pytestmark = pytest.mark.django_db
DOOR = f"/report/{KIND}/a/"


def drawn() -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", (64, 64), "red").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def reporter(client: Client) -> User:
    user = User.objects.create_member(name="热心人")
    client.force_login(user)
    return user


def test_a_report_goes_in_and_its_result_comes_back(
    written: Wall, judge: Reviewer, reporter: User, client: Client
) -> None:
    assert "举报" in client.get(DOOR).content.decode()
    assert "<dialog" in client.get(DOOR, headers={"HX-Request": "true"}).content.decode()
    answer = client.post(DOOR, {"category": "spam", "note": "拉群", "next": "https://evil.example/"})
    assert answer["Location"] == "/my/reports/"
    assert "正在看" in client.get("/my/reports/").content.decode()
    decide_case(judge, Case.objects.get().pk, Decision("hide", "spam", "广告"))
    page = client.get("/my/reports/").content.decode()
    assert "已隐藏" in page
    assert "说了 a" not in page


def test_a_report_must_say_what_is_wrong(written: Wall, reporter: User, client: Client) -> None:
    answer = client.post(DOOR, {"note": "我写了很多"})
    assert answer.status_code == 422
    assert "我写了很多" in answer.content.decode()
    assert not Report.objects.exists()
    assert client.get(f"/report/{KIND}/gone/").status_code == 404
    assert client.post(f"/report/{KIND}/gone/", {"category": "spam"}).status_code == 404
    assert client.get("/report/nothing/a/").status_code == 404
    assert client.get(f"/report/{KIND}/behind/").status_code == 404
    assert client.post(f"/report/{KIND}/behind/", {"category": "spam"}).status_code == 404


def test_strangers_are_led_to_the_log_in(written: Wall, client: Client) -> None:
    assert client.get(DOOR)["Location"].startswith("/enter/")


def test_pictures_are_seen_by_reviewers_and_reporter_only(
    written: Wall, judge: Reviewer, platform: Reviewer, reporter: User, client: Client
) -> None:
    picture = SimpleUploadedFile("p.png", drawn(), "image/png")
    assert client.post(DOOR, {"category": "spam", "picture": picture}).status_code == 302
    report = Report.objects.get()
    [address] = evidence.get().shown([report.pk])[report.pk]
    assert client.get(address).status_code == 200
    client.force_login(judge.user)
    assert address in client.get(f"/console/silk/moderation/cases/{report.case_id}/").content.decode()
    assert client.get(address).status_code == 200
    client.force_login(User.objects.create_member())
    assert client.get(address).status_code == 404
    client.logout()
    assert client.get(address).status_code == 404
    assert may_see_report(platform.user, report.pk)
    assert not may_see_report(written.author, report.pk)


def test_no_picture_is_said_so(written: Wall, reporter: User, client: Client) -> None:
    fake = SimpleUploadedFile("p.png", b"no picture", "image/png")
    assert client.post(DOOR, {"category": "spam", "picture": fake}).status_code == 422
    assert not Report.objects.exists()


def test_a_decision_against_me_tells_reason_rule_and_length(
    written: Wall, judge: Reviewer, reporter: User, client: Client
) -> None:
    client.post(DOOR, {"category": "spam"})
    decide_case(judge, Case.objects.get().pk, Decision("mute_15", "fan_circle", "引战"))
    assert "引战" not in client.get("/my/penalties/").content.decode()
    client.force_login(written.author)
    page = client.get("/my/penalties/").content.decode()
    for words in ("引战", "禁言 15 天", "说了 a", "/convention/1/#fan_circle", "Silk"):
        assert words in page
    assert client.get("/convention/1/").status_code == 200
