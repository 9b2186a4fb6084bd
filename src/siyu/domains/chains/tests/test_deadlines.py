"""A deadline that passes is told once to whoever made the chain and whoever is in it; a moved one is told anew."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django_tasks_db.models import DBTaskResult

from siyu.domains.chains.actions.edit_chain import edit_chain
from siyu.domains.chains.actions.move_chain import move_chain
from siyu.domains.chains.actions.pass_deadline import pass_all_due, pass_deadline
from siyu.domains.chains.actions.withdraw_entry import withdraw_entry
from siyu.domains.chains.models import Chain
from siyu.domains.chains.tests.worlds import items_of, make, member_in, sight_of, take, world
from siyu.domains.chains.types import ChainForm, ItemForm
from siyu.domains.groups.tests.worlds import make_desk, make_group
from siyu.domains.inbox.models import Notice
from siyu.domains.moderation.types import targets
from siyu.kernel import clock
from siyu.platform.testing.rivals import at_once


def over(user: object) -> list[str]:
    rows = Notice.objects.filter(user=user, key__contains=".over.").order_by("pk")
    return list(rows.values_list("body", flat=True))


@pytest.mark.django_db
def test_it_is_told_once_and_a_moved_deadline_anew() -> None:
    now = clock.now()
    desk, group, chain = world(deadline=now + timedelta(hours=1))
    mei, wang, li = member_in(group), member_in(group, "小王"), member_in(group, "小李")
    for user in (mei, wang, desk.user):
        take(user, chain, 1)
    withdraw_entry(wang, group.public_id, chain.public_id)
    assert not pass_deadline(chain.public_id)
    with time_machine.travel(now + timedelta(hours=2), tick=False):
        assert [pass_deadline(chain.public_id), pass_deadline(chain.public_id), pass_all_due()] == [True, False, 0]
        assert [len(over(user)) for user in (mei, desk.user, wang, li)] == [1, 1, 0, 0]
        assert over(desk.user) == ["共 2 人参加，看看谁接了什么。"]
        tea, cake = items_of(chain)
        items = (ItemForm("明前龙井", "斤", 12_800, cap=10, most=5, id=tea), ItemForm("绿豆糕", "盒", id=cake))
        edit_chain(sight_of(desk.user, chain), ChainForm("茶叶团购", items, deadline=now + timedelta(hours=3)))
    with time_machine.travel(now + timedelta(hours=4), tick=False):
        assert pass_all_due() == 1
        assert (len(over(mei)), pass_all_due()) == (2, 0)
    woken = DBTaskResult.objects.filter(task_path__endswith="pass_when_due").values_list("run_after", flat=True)
    assert sorted(woken) == [now + timedelta(hours=1), now + timedelta(hours=3)]


@pytest.mark.django_db
def test_closed_hidden_and_old_ones_are_no_news() -> None:
    now = clock.now()
    desk, group, closed = world(deadline=now + timedelta(hours=1))
    hidden = make(desk.user, group, deadline=now + timedelta(hours=1))
    mei = member_in(group)
    for chain in (closed, hidden):
        take(mei, chain, 1)
    move_chain(sight_of(desk.user, closed), "close")
    targets["chain"].hide(hidden.public_id, "")
    with time_machine.travel(now + timedelta(hours=2), tick=False):
        assert pass_all_due() == 0
        targets["chain"].restore(hidden.public_id)
        assert len(over(mei)) == 1
    make(desk.user, group, deadline=now + timedelta(hours=1))
    with time_machine.travel(now + timedelta(days=3), tick=False):
        assert pass_all_due() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(2))
def test_rivals_tell_it_once(_round: int) -> None:
    desk = make_desk()
    group = make_group(desk)
    chain = make(desk.user, group, deadline=clock.now() + timedelta(hours=1))
    mei = member_in(group)
    take(mei, chain, 1)
    Chain.objects.of(desk.account).filter(pk=chain.pk).update(deadline=clock.now() - timedelta(minutes=1))
    answers = at_once([lambda: pass_deadline(chain.public_id)] * 6)
    assert sorted(answers) == [False] * 5 + [True]
    assert len(over(mei)) == 1
