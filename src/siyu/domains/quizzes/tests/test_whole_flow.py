"""Quiz → tag → segment: whoever answered is found by what they answered, also once the tag has fallen off."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from siyu.domains.fans.actions.expire_tags import expire_tags
from siyu.domains.fans.actions.mirror_persons import mirror_persons
from siyu.domains.fans.tests.worlds import make_account, make_desk
from siyu.domains.people.models import User
from siyu.domains.quizzes.tests.test_answer_quiz import go_through, published
from siyu.domains.segments.queries.membership import member_ids
from siyu.kernel import clock
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.outbox import relay

pytestmark = pytest.mark.django_db


def test_answers_are_found_by_segments(event_store: DuckStore) -> None:
    desk = make_desk(make_account())
    done = go_through(User.objects.create_member(name="小满"), published(desk))
    relay.deliver_all()
    mirror_persons(desk.account)
    account = desk.account
    assert member_ids(account, {"tag": "油皮"}) == [done.person_id]
    assert member_ids(account, {"tag": "干皮"}) == []
    assert member_ids(account, {"event": "quiz.answered"}) == [done.person_id]
    with time_machine.travel(clock.now() + timedelta(days=91), tick=False):
        assert expire_tags(account) == 1
        relay.deliver_all()
        assert member_ids(account, {"tag": "油皮"}) == []
        assert member_ids(account, {"tag": "清爽"}) == [done.person_id]
