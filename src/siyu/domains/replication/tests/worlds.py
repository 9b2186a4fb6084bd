"""Groups in which something went on in the last weeks, for tests."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from siyu.domains.accounts.types import Desk
from siyu.domains.chat.models import Message
from siyu.domains.fans.actions.state_act import state_act
from siyu.domains.groups.models import Group
from siyu.domains.groups.tests.worlds import join, make_member
from siyu.domains.people.models import User
from siyu.domains.replication.actions.answer_question import answer_question
from siyu.domains.replication.rules.gate import QUESTIONS
from siyu.kernel import clock
from siyu.kernel.ids import short_id
from siyu.platform.outbox import relay

ANSWER = "我们每周三晚上自己办茶话会，小美牵头，大家轮流准备茶点，群主不用出面。"
OWN = (
    "清香会开壶啦", "今晚清香会喝老枞水仙", "老枞水仙配炭焙", "壶友晚安", "谁带炭焙", "壶友开壶吗", "老枞水仙留给壶友",
    "清香会见",
)  # fmt: skip


def member_since(group: Group, name: str, days: int) -> User:
    """Somebody who joined so many days ago."""
    user = make_member(name)
    with clock.replaying(clock.now() - timedelta(days=days)):
        join(user, group)
    return user


def say(group: Group, user: User, text: str, at: datetime, *, card: str = "", voice: str = "member") -> Message:
    """A message (or the card of a play) as it was logged then, with its fact."""
    seq = Message.objects.filter(conversation=group.conversation_id).count() + 1_000
    said = Message.objects.create(
        conversation_id=group.conversation_id, seq=seq, sender=user, voice=voice, sent_at=at, text=text,
        kind="card" if card else "text", body={"card": card, "id": short_id()} if card else {},
    )  # fmt: skip
    if voice == "member":
        with transaction.atomic():
            about = {"object_type": "group", "object_id": group.public_id}
            state_act(group.account, user, "group.messaged", at=at, **about)
    return said


def lively(group: Group, core: int = 3, days: int = 10, since: int = 60) -> list[User]:
    """Core members who talked among themselves on each of the last days, in words of their own, and held a ritual."""
    people = [member_since(group, f"茶友{n}", since) for n in range(core)]
    first = clock.now() - timedelta(days=days)
    for day in range(days):
        evening = first + timedelta(days=day)
        for n in range(6):
            said = OWN[(n + day) % len(OWN)]
            say(group, people[n % core], said, evening + timedelta(minutes=n))
    for week in range(1, 5):
        at = clock.now() - timedelta(days=7 * week)
        say(group, people[week % core], "", at, card="poll")
    return people


def other_talk(group: Group, messages: int = 60) -> None:
    """The usual talk of another group of the account."""
    user = member_since(group, "路人", 40)
    at = clock.now() - timedelta(days=3)
    usual = (
        "早上好今天天气真不错大家都吃过早饭没有", "谢谢群主昨天的包裹已经收到味道很好下次还来",
        "请问这一批货什么时候可以发出去",
        "价格多少能不能再便宜一点我要买三盒送给爸妈", "客服在不在我的订单显示已经签收可是没有看见",
    )  # fmt: skip
    for n in range(messages):
        say(group, user, usual[n % len(usual)], at + timedelta(minutes=40 * n))


def answer_all(desk: Desk, group: Group) -> None:
    """All three questions, answered."""
    for question in QUESTIONS:
        answer_question(desk, group.public_id, question, ANSWER)


def settle() -> None:
    """Bring what was stated into the event store."""
    relay.deliver_all()
