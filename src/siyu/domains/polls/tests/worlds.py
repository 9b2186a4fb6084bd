"""Groups that are asked something, for tests."""

from __future__ import annotations

from typing import Any

from siyu.domains.accounts.types import Desk
from siyu.domains.groups.models import Group
from siyu.domains.groups.tests.worlds import join, make_member
from siyu.domains.people.models import User
from siyu.domains.polls.actions.start_poll import start_poll
from siyu.domains.polls.models import Poll
from siyu.domains.polls.types import PollForm

TEAS = ("龙井", "普洱", "铁观音")


def member_of(group: Group, name: str = "小美") -> User:
    user = make_member(name)
    join(user, group)
    return user


def make_poll(user: User, group: Group, question: str = "周末喝什么茶？", **fields: Any) -> Poll:
    form = {"choices": TEAS, **fields}
    return start_poll(user, group.public_id, PollForm(question, **form))


def fresh(desk: Desk, poll: Poll) -> Poll:
    found: Poll = Poll.objects.of(desk.account).get(pk=poll.pk)
    return found
