"""Whatever people do in whatever order: taken is the sum of what stands and never passes a cap."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from siyu.domains.chains.actions.edit_chain import edit_chain
from siyu.domains.chains.actions.forget_entries import forget_entries
from siyu.domains.chains.actions.hand_out import hand_out
from siyu.domains.chains.actions.move_chain import move_chain
from siyu.domains.chains.actions.withdraw_entry import return_entry, withdraw_entry
from siyu.domains.chains.models import Chain
from siyu.domains.chains.rules import MOVES
from siyu.domains.chains.tests.worlds import items_of, make, member_in, sight_of, sums_hold, take
from siyu.domains.chains.types import ChainForm, ItemForm
from siyu.domains.groups.tests.worlds import make_desk, make_group
from siyu.kernel.errors import SiyuError
from siyu.platform.http.limits import unlimited

people = st.integers(0, 3)
caps = st.none() | st.integers(1, 8)


@pytest.mark.django_db
def test_what_is_taken_is_what_stands() -> None:  # noqa: C901 - one world, all moves
    desk = make_desk()
    group = make_group(desk)
    users = [member_in(group, f"m{n}") for n in range(4)]

    class Life(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            with unlimited():
                self.chain: Chain = make(desk.user, group, items=(ItemForm("茶", cap=4, most=3), ItemForm("糕")), cap=8)

        def tried(self, act: Any) -> None:
            try:
                with unlimited():
                    act()
            except SiyuError:
                pass

        @rule(who=people, tea=st.integers(0, 4), cake=st.integers(0, 6))
        def joins(self, who: int, tea: int, cake: int) -> None:
            self.tried(lambda: take(users[who], self.chain, tea, cake))

        @rule(who=people)
        def withdraws(self, who: int) -> None:
            self.tried(lambda: withdraw_entry(users[who], group.public_id, self.chain.public_id))

        @rule(who=people)
        def returns(self, who: int) -> None:
            self.tried(lambda: return_entry(users[who], group.public_id, self.chain.public_id))

        @rule(move=st.sampled_from(sorted(MOVES)))
        def moves(self, move: str) -> None:
            self.tried(lambda: move_chain(sight_of(desk.user, self.chain), move))

        @rule(number=st.integers(1, 4), done=st.booleans())
        def hands_out(self, number: int, done: bool) -> None:
            self.tried(lambda: hand_out(sight_of(desk.user, self.chain), number, done=done))

        @rule(tea=caps, cake=caps, all_of_it=caps, keep=st.booleans())
        def changes_caps(self, tea: int | None, cake: int | None, all_of_it: int | None, keep: bool) -> None:
            ids = items_of(self.chain)
            items = [ItemForm("茶", cap=tea, most=3, id=ids[0])]
            if keep:
                items.append(ItemForm("糕", cap=cake, id=ids[1] if len(ids) > 1 else 0))
            form = ChainForm("茶叶团购", tuple(items), cap=all_of_it)
            self.tried(lambda: edit_chain(sight_of(desk.user, self.chain), form))

        @rule(who=people)
        def is_forgotten(self, who: int) -> None:
            forget_entries(users[who])

        @invariant()
        def sums(self) -> None:
            sums_hold(self.chain)

    slow = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
    run_state_machine_as_test(
        Life, settings=settings(max_examples=12, stateful_step_count=20, deadline=None, suppress_health_check=slow)
    )
