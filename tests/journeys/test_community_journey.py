"""One member at 390 px: in by code, follow, read, comment, join, talk, vote, chain, quiz; the desk sees it all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache

from siyu.domains.accounts.models import Account, Membership
from siyu.domains.accounts.types import Desk
from siyu.domains.chains.actions.make_chain import make_chain
from siyu.domains.chains.models import ChainItem
from siyu.domains.chains.types import ChainForm, ItemForm
from siyu.domains.fans.actions.mirror_persons import mirror_persons
from siyu.domains.groups.actions.ask_to_join import ask_to_join
from siyu.domains.groups.actions.open_group import open_group
from siyu.domains.groups.models import Group, GroupMember
from siyu.domains.groups.queries.access import lead_as_staff
from siyu.domains.groups.types import GroupForm
from siyu.domains.members.models import Profile
from siyu.domains.notes.actions.publish_note import publish_note
from siyu.domains.notes.models import Note
from siyu.domains.notes.types import Content
from siyu.domains.people.models import User
from siyu.domains.quizzes.actions.publish_quiz import publish_quiz
from siyu.domains.quizzes.actions.save_quiz import QuizDraft, create_quiz
from siyu.domains.quizzes.models import FollowUp, Quiz
from siyu.platform.settings import settings

pytestmark = [
    pytest.mark.browser,
    pytest.mark.processes,
    pytest.mark.xdist_group("processes"),
    pytest.mark.django_db(transaction=True),
]
PHONE = "13800138099"
QUIZ = {
    "questions": [
        {
            "id": "when",
            "text": "你最想在什么时候穿？",
            "choices": [
                {"id": "a", "text": "上班通勤", "result": "easy", "tags": [{"name": "通勤穿", "days": 180}]},
                {"id": "b", "text": "婚礼年会", "result": "grand"},
            ],
        },
        {
            "id": "cloth",
            "text": "面料更偏爱？",
            "kind": "multi",
            "choices": [{"id": "a", "text": "真丝", "result": "grand"}, {"id": "b", "text": "棉麻", "result": "easy"}],
        },
    ],
    "results": [{"id": "easy", "title": "利落改良款"}, {"id": "grand", "title": "正式收腰款"}],
}


@dataclass(frozen=True)
class Town:
    """A brand with a desk, a note, a group that a friend helps to lead, a quiz that leads into the group."""

    desk: Desk
    note: Note
    group: Group
    quiz: Quiz
    friend: User


@pytest.fixture
def town(transactional_db: None, event_store: object) -> Town:
    cache.clear()
    account: Account = Account.objects.create(slug="qipao", name="云裳旗袍")
    owner = User.objects.create_user("boss@x.example", "long-and-plain-2026", name="沈云裳")
    Membership.objects.create(account=account, user=owner, role="owner")
    desk = Desk(user=owner, account=account, role="owner")
    note = publish_note(owner, account, Content("真丝旗袍怎么洗", "冷水、中性洗剂、反面阴干。"))
    rules = "说话和气，不发广告。"
    group = open_group(desk, GroupForm("老友群", "standard", 120, intro="聊天晒图", rules=rules))
    friend = User.objects.create_member(phone="+8613800138098", name="小棠")
    Profile.objects.create(user=friend, nickname="小棠")
    ask_to_join(friend, group.public_id, consent=True, accepted=group.rules_version)
    GroupMember.objects.of(account).filter(group=group, user=friend).update(role="admin")
    results = [{**result, "group": group.public_id} for result in QUIZ["results"]]
    quiz = create_quiz(desk, QuizDraft("测出你的版型", content={**QUIZ, "results": results}))
    return Town(desk, note, group, publish_quiz(desk, quiz.public_id), friend)


def test_from_the_door_to_a_tag_at_the_desk(town: Town, gateway: None, open_page: Callable[..., Any]) -> None:
    phone, friends = open_page(phone=True), open_page(town.friend, phone=True)
    _enter(phone)
    _follow_read_and_comment(phone, town)
    _join(phone, town)
    _talk(phone, friends, town)
    _vote(phone, friends, town)
    _take_part(phone, town)
    _answer(phone, town)
    _seen_at_the_desk(open_page(town.desk.user), town)


def _enter(phone: Any) -> None:
    phone.goto("/my/profile/")
    phone.wait_for_url("**/enter/?next=**")
    phone.get_by_label("手机号").fill(PHONE)
    phone.locator("#id_agree").check()
    phone.get_by_role("button", name="获取验证码").click()
    phone.get_by_role("button", name="重新发送", disabled=True).wait_for()
    phone.locator("#id_code").fill((settings().home / "sms" / f"86{PHONE}.txt").read_text().split()[0])
    phone.get_by_role("button", name="登录").click()
    phone.wait_for_url("**/my/profile/")
    phone.get_by_label("昵称").fill("小青")
    phone.get_by_role("button", name="保存").click()
    phone.wait_for_url("**/my/")


def _follow_read_and_comment(phone: Any, town: Town) -> None:
    phone.goto("/a/qipao/")
    phone.get_by_role("button", name="关注", exact=True).click()
    phone.get_by_role("button", name="已关注").wait_for()
    phone.get_by_role("link", name="真丝旗袍怎么洗").first.click()
    phone.wait_for_url(f"**/n/{town.note.public_id}/**")
    phone.get_by_role("button", name="点赞").click()
    phone.locator("[data-say]").click()
    phone.locator("#say textarea").fill("收藏了，周末就洗")
    phone.locator("#say footer button").click()
    phone.locator(".comment-list", has_text="收藏了，周末就洗").wait_for()
    phone.get_by_role("link", name="私信作者").wait_for()


def _join(phone: Any, town: Town) -> None:
    phone.goto(f"/g/{town.group.public_id}/")
    assert phone.get_by_text("说话和气，不发广告。").is_visible()
    phone.locator("input[name=accepted]").check()
    phone.locator("input[name=consent]").check()
    phone.get_by_role("button", name="加入", exact=False).click()
    phone.locator("[data-talk]").wait_for()


def _talk(phone: Any, friends: Any, town: Town) -> None:
    friends.goto(f"/g/{town.group.public_id}/")
    _say(phone, "大家好，我是新来的")
    friends.locator(".said:not(.mine) .bubble", has_text="大家好，我是新来的").wait_for()
    _say(friends, "欢迎呀，先做个小测")
    phone.locator(".said:not(.mine) .bubble", has_text="欢迎呀，先做个小测").wait_for()


def _say(page: Any, words: str) -> None:
    page.locator("[data-text]").fill(words)
    page.locator("[data-text]").press("Enter")
    page.locator(".said.mine .bubble", has_text=words).wait_for()


def _vote(phone: Any, friends: Any, town: Town) -> None:
    """A friend asks the group; the card comes by the socket, takes the vote in the talk, and counts on both phones."""
    friends.locator("[data-plus]").click()
    friends.locator("#talk-panel a", has_text="投票").click()
    friends.locator("#question").fill("周日喝什么？")
    for number, text in enumerate(("老白茶", "桂花乌龙")):
        friends.locator("input[name=choice]").nth(number).fill(text)
    friends.locator(".action-bar button").click()
    friends.wait_for_url(lambda url: not url.endswith("/new/"))
    friends.goto(f"/g/{town.group.public_id}/")
    card = phone.locator(".poll-card", has_text="周日喝什么？")
    card.get_by_role("button", name="桂花乌龙").click()
    card.get_by_text("100%").wait_for()
    friends.locator(".poll-card", has_text="100%").wait_for()


def _take_part(phone: Any, town: Town) -> None:
    """The brand opens a chain while the talk is open; its card leads to the list, where two boxes are taken."""
    form = ChainForm("手作桂花糕", (ItemForm("桂花糕", "盒", 3_800, cap=5),))
    make_chain(lead_as_staff(town.desk, town.group.public_id, "groups.manage"), form)
    phone.locator(".slot a", has_text="手作桂花糕").click()
    phone.locator("#mine input[type=number]").fill("2")
    phone.locator("#mine button.primary").click()
    phone.locator(".chain-list .cell", has_text="小青").get_by_text("×2盒").wait_for()
    assert ChainItem.objects.of(town.desk.account).get().taken == 2


def _answer(phone: Any, town: Town) -> None:
    phone.goto(f"/q/{town.quiz.public_id}/")
    phone.get_by_role("button", name="开始").click()
    phone.get_by_text("上班通勤").click()  # a single choice goes on by itself
    phone.get_by_text("面料更偏爱？").wait_for()
    phone.get_by_label("棉麻").check()
    phone.get_by_role("button", name="看我的结果").click()
    phone.get_by_role("heading", name="利落改良款").wait_for()
    phone.locator(f'a[href="/g/{town.group.public_id}/"]').click()
    phone.locator("[data-talk]").wait_for()


def _seen_at_the_desk(desk: Any, town: Town) -> None:
    mirror_persons(town.desk.account)
    person = FollowUp.objects.of(town.desk.account).get().person
    desk.goto(f"/console/qipao/fans/{person.pk}/")
    desk.get_by_text("通勤穿").first.wait_for()
    desk.goto(f"/console/qipao/quizzes/{town.quiz.public_id}/results/")
    code = desk.locator("img.quiz-code")
    assert code.evaluate("async image => { await image.decode(); return image.naturalWidth; }") > 0
    chain = ChainItem.objects.of(town.desk.account).get().chain
    desk.goto(f"/console/qipao/groups/{town.group.public_id}/chains/{chain.public_id}/")
    desk.get_by_text("小青").first.wait_for()
    desk.goto("/console/qipao/quizzes/follow-up/?show=coming")
    desk.get_by_role("link", name="小青").wait_for()
