"""Which groups an author may show as a card."""

from __future__ import annotations

import pytest

from siyu.domains.groups.queries.cards import choose_group_card, find_group_card

from .worlds import make_desk, make_group

pytestmark = pytest.mark.django_db


def test_only_groups_that_everyone_finds_are_offered() -> None:
    desk, other = make_desk(), make_desk("other")
    open_one = make_group(desk, "茶友群")
    make_group(desk, "内部群", listed=False)
    make_group(desk, "邀请群", policy="invite")
    make_group(other, "别家的群")
    offered = choose_group_card(desk.account, "")
    assert [choice.title for choice in offered] == ["茶友群"]
    assert choose_group_card(desk.account, "旗袍") == []
    assert find_group_card(desk.account, offered[0].id) == open_one, "what is offered can be shown"
