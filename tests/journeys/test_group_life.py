"""What keeps a group alive, in Chromium: a member's days in a row, a leader's chain with a picture, its health."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from PIL import Image

from siyu.domains.accounts.models import Homepage, Membership
from siyu.domains.accounts.types import Desk
from siyu.domains.chains.models import Chain
from siyu.domains.chat.actions.send_message import send_message
from siyu.domains.chat.types import Draft
from siyu.domains.checkins.actions.check_in import check_in
from siyu.domains.checkins.actions.start_campaign import start_campaign
from siyu.domains.checkins.models import Mark
from siyu.domains.checkins.types import CampaignForm
from siyu.domains.groups.models import Group
from siyu.domains.groups.tests.worlds import join, make_desk, make_group, make_member
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.platform.outbox import relay

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(transactional_db: None, event_store: object, settings: Any, tmp_path: Path) -> Desk:
    settings.MEDIA_ROOT = tmp_path / "media"
    cache.clear()
    return make_desk()


@pytest.fixture
def group(desk: Desk) -> Group:
    return make_group(desk, "老友群")


@pytest.fixture
def phone(open_page: Callable[..., Any]) -> Callable[..., Any]:
    """`phone(user)` → a page at 390 px without sockets."""

    def make(user: User) -> Any:
        page = open_page(user, phone=True)
        page.context.route_web_socket("**/ws**", lambda _socket: None)
        return page

    return make


def picture_file(name: str = "糕.png") -> dict[str, Any]:
    buffer = BytesIO()
    Image.new("RGB", (640, 480), "#d7402b").save(buffer, "PNG")
    return {"name": name, "mimeType": "image/png", "buffer": buffer.getvalue()}


def test_a_member_keeps_a_row_of_days_and_the_desk_reads_it(
    desk: Desk, group: Group, phone: Callable[..., Any], open_page: Callable[..., Any]
) -> None:
    member, now = make_member("小青"), clock.now()
    join(member, group)
    with clock.replaying(now - timedelta(days=2)):
        first = clock.local_day(clock.now(), desk.account.time_zone)
        form = CampaignForm("早起打卡", first, first + timedelta(days=20), task="起床喝一杯水")
        campaign = start_campaign(desk.user, group.public_id, form, "k")
    for days_ago in (2, 1):
        with clock.replaying(now - timedelta(days=days_ago)):
            check_in(member, group.public_id, campaign.public_id)
    page = phone(member)
    page.goto(f"/g/{group.public_id}/about/")
    page.get_by_role("link", name="打卡").click()
    page.get_by_role("link", name="早起打卡").click()
    streak = page.locator(".checkin-figures dd").first
    assert streak.inner_text() == "2"
    page.locator("#text").fill("六点半起的，水也喝了")
    page.locator(".action-bar button").click()
    page.locator(".notice.good").wait_for()
    assert streak.inner_text() == "3"
    assert page.locator(".checkin-days .marked").count() == 3
    assert Mark.objects.of(desk.account).count() == 3
    leader = open_page(desk.user)
    leader.goto(f"/console/acme/groups/{group.public_id}/check-ins/")
    leader.get_by_role("link", name="早起打卡").click()
    leader.locator(".checkin-mark", has_text="六点半起的，水也喝了").wait_for()
    row = leader.locator("tbody tr", has_text="小青")
    assert row.locator("td.num").all_inner_texts() == ["3", "3"]


def test_the_desk_finds_the_group_that_needs_somebody_and_what_to_do(desk: Desk, open_page: Callable[..., Any]) -> None:
    quiet, lively = make_group(desk, "冷清群"), make_group(desk, "热闹群")
    people = [make_member(f"会员{n}") for n in range(5)]
    with clock.replaying(clock.now() - timedelta(days=40)):
        for user in people:
            join(user, quiet)
            join(user, lively)
    for days_ago in (1, 0):
        for n, user in enumerate(people):
            with clock.replaying(clock.now() - timedelta(days=days_ago)):
                send_message(user, lively.public_id, Draft(text="早", nonce=f"{days_ago}-{n}"))
    relay.deliver_all()
    operator = User.objects.create_user("operator@acme.example.com", "pw-for-tests-1")
    Membership.objects.create(account=desk.account, user=operator, role="operator")
    page = open_page(operator)
    page.goto("/console/acme/group-health/?days=7")
    names = page.locator("tbody tr .main-link").all_inner_texts()
    assert names.index("冷清群") < names.index("热闹群")
    page.get_by_role("link", name="冷清群").click()
    page.wait_for_url(f"**/group-health/{quiet.public_id}/**")
    step = page.locator(".health-actions a").first
    words, address = step.inner_text(), step.get_attribute("href")
    assert words
    step.click()
    page.wait_for_url(f"**{address}")
    assert page.get_by_role("heading", level=1).inner_text()


def test_a_chain_is_opened_on_the_phone_with_a_picture(desk: Desk, group: Group, phone: Callable[..., Any]) -> None:
    page = phone(desk.user)
    page.goto(f"/g/{group.public_id}/chains/new/")
    page.get_by_label("接龙标题").fill("手作桂花糕")
    page.locator("input[type=file]").first.set_input_files([picture_file()])
    shown = page.locator("[data-pictures] .one img")
    shown.wait_for()
    page.locator("[data-rows] input[type=text], [data-rows] input:not([type])").first.fill("桂花糕")
    page.locator("button.primary").last.click()
    page.wait_for_url(lambda url: "/chains/" in url and not url.endswith("/new/"))
    chain = Chain.objects.of(desk.account).get()
    assert chain.title == "手作桂花糕"
    picture = page.locator("main img").first
    assert picture.evaluate("async image => { await image.decode(); return image.naturalWidth; }") > 0


def test_the_homepage_is_put_together_by_dragging_and_with_a_picture(desk: Desk, open_page: Callable[..., Any]) -> None:
    page = open_page(desk.user)
    page.goto("/console/acme/settings/homepage/")
    page.get_by_role("button", name="介绍").click()
    page.locator("[data-piece]", has_text="介绍").wait_for()
    page.get_by_role("button", name="头图").click()
    banner = page.locator("[data-piece]", has_text="头图")
    banner.wait_for()
    labels = page.locator("[data-piece] strong")
    before = labels.all_inner_texts()
    last = page.locator("[data-piece]", has_text=before[-1])
    last.drag_to(page.locator("[data-piece]").first)
    page.locator("[data-piece]:first-child", has_text=before[-1]).wait_for()
    assert labels.all_inner_texts() == [before[-1], *before[:-1]]
    page.locator("[data-piece]", has_text="头图").get_by_role("link", name="编辑").click()
    field = page.locator("[data-picture]").first
    field.locator("input[type=file]").set_input_files([picture_file("头图.png")])
    picture = field.locator("img[src]:not([hidden])")
    picture.wait_for()
    assert picture.evaluate("async image => { await image.decode(); return image.naturalWidth; }") > 0
    page.locator(".piece-form button.primary").click()
    page.locator(".piece-form").wait_for(state="detached")
    page.get_by_role("button", name="发布").click()
    page.wait_for_load_state("networkidle")
    assert Homepage.objects.of(desk.account).get().version is not None
    visitor = open_page(phone=True)
    visitor.goto("/a/acme/")
    shown = visitor.locator(".homepage img").first
    assert shown.evaluate("async image => { await image.decode(); return image.naturalWidth; }") > 0
