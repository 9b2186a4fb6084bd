"""A direct message in Chromium: a member writes on the phone, the desk hears it at once, answers, tags, hands over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from siyu.domains.accounts.models import Account, Membership
from siyu.domains.members.models import Profile
from siyu.domains.people.models import User
from siyu.domains.support.models import QuickReply, Thread

pytestmark = [
    pytest.mark.browser,
    pytest.mark.processes,
    pytest.mark.xdist_group("processes"),
    pytest.mark.django_db(transaction=True),
]
INBOX = "/console/qipao/inbox/"


@pytest.fixture
def shop(transactional_db: None, event_store: object) -> Account:
    """An account with two people at the desk."""
    account: Account = Account.objects.create(slug="qipao", name="云裳旗袍")
    for email, name, role in (("man@x.example", "小满", "operator"), ("mei@x.example", "阿梅", "support")):
        user = User.objects.create_user(email, "long-and-plain-2026", name=name)
        Membership.objects.create(account=account, user=user, role=role)
    return account


@pytest.fixture
def member(transactional_db: None) -> User:
    user: User = User.objects.create_member(phone="+8613800138077", name="小青")
    Profile.objects.create(user=user, nickname="小青", city="杭州")
    return user


@pytest.fixture
def staff(shop: Account, open_page: Callable[..., Any]) -> Callable[[str], Any]:
    """`staff("小满")` → a page of theirs at the inbox."""

    def sit(name: str) -> Any:
        page = open_page(User.objects.get(name=name))
        page.goto(INBOX)
        return page

    return sit


def test_a_question_goes_through_the_desk_live(
    gateway: None, shop: Account, member: User, staff: Callable[[str], Any], open_page: Callable[..., Any]
) -> None:
    _keep_a_quick_reply(staff("小满"))
    desk, phone = staff("小满"), open_page(member, phone=True)
    phone.goto("/d/to/qipao/?from=note:k3x9")
    phone.locator("textarea[name=text]").fill("墨绿那件还有 M 码吗")
    phone.get_by_role("button", name="发送").click()
    phone.wait_for_url("**/d/*/**")

    row = desk.locator(".inbox-row", has_text="小青")
    row.wait_for()
    assert "墨绿那件还有 M 码吗" in row.inner_text()
    row.click()
    desk.get_by_role("button", name="我来接").click()
    desk.locator("#beside", has_text="小满").get_by_text("你", exact=True).wait_for()

    _answer_by_shortcut(desk)
    phone.locator(".said:not(.mine) .bubble", has_text="小青您好，M 码周四补货").wait_for()
    phone.locator("textarea[name=text]").fill("好的，谢谢")
    phone.locator("textarea[name=text]").press("Enter")
    desk.locator(".talk-log .bubble", has_text="好的，谢谢").wait_for()
    assert QuickReply.objects.of(shop).get().uses == 1

    _tag_and_hand_over(desk, staff("阿梅"))
    thread = Thread.objects.of(shop).get()
    assert (str(thread.assignee), thread.opened_from) == ("阿梅", "note:k3x9")


def test_without_a_gateway_the_desk_still_hears(shop: Account, member: User, open_page: Callable[..., Any]) -> None:
    desk, phone = open_page(User.objects.get(name="小满")), open_page(member, phone=True)
    for page in (desk, phone):
        page.context.route_web_socket("**/ws**", lambda socket: socket.close())
    desk.goto(INBOX)
    phone.goto("/d/to/qipao/")
    phone.locator("textarea[name=text]").fill("有人吗")
    phone.get_by_role("button", name="发送").click()
    desk.locator(".inbox-row", has_text="有人吗").wait_for(timeout=40_000)


def _keep_a_quick_reply(page: Any) -> None:
    page.goto(f"{INBOX}replies/")
    page.get_by_label("短词").fill("补货")
    page.get_by_label("内容").fill("{昵称}您好，M 码周四补货，到了喊您。")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("/补货").wait_for()
    page.get_by_role("button", name="删掉 /补货").or_(
        page.locator("button:has(svg)[aria-label*='/补货']")
    ).first.click()
    page.get_by_role("button", name="撤销").click()
    page.get_by_text("/补货").first.wait_for()
    page.close()


def _answer_by_shortcut(desk: Any) -> None:
    text = desk.locator("[data-text]")
    text.press_sequentially("/补")
    desk.locator("[data-quick] [role=option]", has_text="/补货").wait_for()
    text.press("Enter")
    assert text.input_value() == "小青您好，M 码周四补货，到了喊您。"
    text.press("Enter")
    desk.locator(".said.mine .bubble", has_text="M 码周四补货").wait_for()


def _tag_and_hand_over(desk: Any, colleague: Any) -> None:
    colleague.locator(".inbox-row", has_text="小青").click()
    desk.locator("[data-others]", has_text="阿梅").wait_for()
    beside = desk.locator("#beside")
    beside.locator("input[name=tag]").first.fill("售后")
    beside.get_by_role("button", name="添加").click()
    desk.locator("#beside .tag.jade", has_text="售后").wait_for()
    colleague.locator("#beside .tag.jade", has_text="售后").wait_for()
    desk.locator("#beside summary").click()
    desk.locator("#beside select[name=to]").select_option(label="阿梅")
    desk.locator("#beside textarea[name=note]").fill("她只要 M 码")
    desk.locator("#beside .hand-over form button").click()
    desk.locator(".thread-notes", has_text="她只要 M 码").wait_for()
    colleague.locator(".thread-notes", has_text="她只要 M 码").wait_for()
