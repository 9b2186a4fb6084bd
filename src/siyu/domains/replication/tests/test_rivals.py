"""Two clicks in one moment make one clone, whoever is quicker."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from siyu.domains.groups.models import Group, Invitation
from siyu.domains.groups.tests.worlds import make_desk, make_group
from siyu.domains.inbox.models import Notice
from siyu.domains.replication.actions.answer_question import answer_question
from siyu.domains.replication.actions.replicate_group import CloneForm, replicate_group
from siyu.domains.replication.models import GateAnswer, Replication
from siyu.domains.replication.tests.worlds import ANSWER, answer_all, lively, settle
from siyu.platform.eventstore.duck import DuckStore
from siyu.platform.testing.rivals import all_succeed

pytestmark = pytest.mark.django_db(transaction=True)
REASON = "新城市下周开店，老群的核心成员已经在那边，等不到数据达标。"


@pytest.mark.parametrize("_round", range(3))
def test_a_double_click_makes_one_clone(event_store: DuckStore, _round: int) -> None:
    cache.clear()
    desk = make_desk()
    group = make_group(desk)
    people = lively(group, days=9)
    settle()
    answer_all(desk, group)
    form = CloneForm("二号群", f"n{_round}", seeds=tuple(one.uid for one in people), reason=REASON)
    made = all_succeed([lambda: replicate_group(desk, group.public_id, form)] * 5)
    assert len({one.pk for one in made}) == 1
    assert Group.objects.of(desk.account).filter(cloned_from=group).count() == 1
    assert Replication.objects.of(desk.account).count() == Invitation.objects.of(desk.account).count() == 1
    assert Notice.objects.filter(key__startswith="replication:").count() == len(people)


def test_two_who_answer_at_once_leave_one_answer(event_store: DuckStore) -> None:
    desk = make_desk()
    group = make_group(desk)
    texts = [f"{ANSWER}{n}" for n in range(4)]
    all_succeed([lambda text=text: answer_question(desk, group.public_id, "core", text) for text in texts])
    assert GateAnswer.objects.of(desk.account).get().text in texts
