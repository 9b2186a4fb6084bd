"""Groups of the demo: opened by the owner, joined by members, with talk of the last days."""

from __future__ import annotations

import random
from datetime import timedelta

from siyu.demo.cast import BOSS, BRAND, desk_of
from siyu.demo.community import words
from siyu.demo.community.past import talk_before
from siyu.demo.community.people import FOUNDER, TEA_FRIEND, members
from siyu.domains.accounts.types import Desk
from siyu.domains.chat.actions.send_message import send_message
from siyu.domains.chat.types import Draft
from siyu.domains.groups.actions.accept_rules import accept_rules
from siyu.domains.groups.actions.ask_to_join import ask_to_join
from siyu.domains.groups.actions.make_invitation import make_invitation
from siyu.domains.groups.actions.open_group import open_group
from siyu.domains.groups.actions.review_request import review_request
from siyu.domains.groups.models import Group
from siyu.domains.groups.queries.access import lead_as_staff
from siyu.domains.groups.types import Conditions, GroupForm
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.platform.http.limits import unlimited

_OF_OTHERS = {"沈姐的书房": FOUNDER, "喝茶去": TEA_FRIEND}
_SIZE = {"big": 26, "standard": 14, "precise": 9, "vip": 4}


def fill_groups(first: int = 0, last: int = len(words.CIRCLES)) -> int:
    """Open the groups numbered `first` up to before `last` that are not there yet, with people and talk in them."""
    made = 0
    with unlimited():
        for number, circle in list(enumerate(words.CIRCLES))[first:last]:
            desk = desk_of(BOSS, _OF_OTHERS.get(circle.name, BRAND))
            if not Group.objects.of(desk.account).filter(name=circle.name).exists():
                _fill(desk, circle, random.Random(number))  # noqa: S311 - a demo
                made += 1
    return made


def _fill(desk: Desk, circle: words.Circle, seed: random.Random) -> None:
    now = clock.now()
    with clock.replaying(now - timedelta(days=60)):
        group = open_group(desk, _form(circle))
    crowd = members()
    invited = crowd[:2] + seed.sample(crowd[2:], min(_SIZE[circle.kind], len(crowd) - 2)) if len(crowd) > 2 else crowd
    inside = []
    for place, user in enumerate(invited):
        ago = seed.uniform(5, 50) if place > 1 else 50 - 3 * words.CIRCLES.index(circle)  # in the order of the groups
        with clock.replaying(now - timedelta(days=ago)):
            _let_in(desk, group, user)
        inside.append(user)
    inside = talk_before(group, circle.rhythm, inside, seed)
    _talk(desk, group, circle, inside, seed)


def _form(circle: words.Circle) -> GroupForm:
    return GroupForm(
        circle.name, circle.kind, circle.capacity, intro=circle.intro, policy=circle.policy, rules=words.RULES,
        questions=circle.questions, conditions=Conditions(orders=1) if circle.policy == "conditions" else Conditions(),
    )  # fmt: skip


def _let_in(desk: Desk, group: Group, user: User) -> None:
    """By the group's own way: at once, after a review, or with an invitation."""
    lead, token = lead_as_staff(desk, group.public_id), ""
    if group.policy in {Group.Policy.INVITE, Group.Policy.CONDITIONS}:
        token = make_invitation(lead).token
    answers = ["平时洗面奶和面霜，别的没有"] * len(group.questions)
    member = ask_to_join(
        user, group.public_id, answers=answers, invite=token, consent=True, accepted=group.rules_version
    )
    if member.state == "asked":
        review_request(lead, user.uid, approve=True)
        accept_rules(user, group.public_id, group.rules_version)


def _talk(desk: Desk, group: Group, circle: words.Circle, inside: list[User], seed: random.Random) -> None:
    if not inside:
        return
    at = clock.now() - timedelta(hours=len(circle.lines) * 1.5)
    for number, line in enumerate(circle.lines):
        at += timedelta(minutes=seed.uniform(2, 80))
        speaker = desk.user if line.startswith(">") else inside[number % min(len(inside), 7)]
        said = Draft(text=line.removeprefix("> "), nonce=f"demo-{number}")
        with clock.replaying(min(at, clock.now())):
            send_message(speaker, group.public_id, said)
