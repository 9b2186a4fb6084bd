"""The rules of groups: no way around a ban or a review, nobody acts upward, no place too many."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyu.domains.groups.models import Group, GroupMember
from siyu.domains.groups.rules import ACTS, RANKS, SIZES, STEPS, first_step, fits, may_act, may_follow, outranks

STATES = st.sampled_from(["", *GroupMember.State.values])
POLICIES = st.sampled_from(Group.Policy.values)


def test_every_state_has_its_steps() -> None:
    assert set(STEPS) == {"", *GroupMember.State.values}
    assert set(RANKS) == set(GroupMember.Role.values)
    assert set(SIZES) == set(Group.Kind.values)


@given(STATES, POLICIES, st.booleans())
def test_asking_leads_only_where_a_step_leads(state: str, policy: str, invited: bool) -> None:
    following = first_step(policy, state=state, invited=invited)
    assert following in {"", "asked", "approved"}
    assert not following or may_follow(state, following)
    if state in {"banned", "active", "asked"}:
        assert following != "approved" or (state == "asked" and invited) or (state == "asked" and policy != "apply")
    if state == "banned":
        assert following == ""
    if state == "kicked":
        assert following in {"", "asked"}, "whoever was put out comes back only through a review"
    if policy == "invite" and not invited:
        assert following == ""


@given(st.lists(st.sampled_from(GroupMember.State.values), max_size=8))
def test_nobody_is_active_who_was_not_approved_before(path: list[str]) -> None:
    state = before = ""
    for wanted in path:
        if may_follow(state, wanted):
            before, state = state, wanted
            assert state != "active" or before == "approved"


@given(st.sampled_from(list(RANKS)), st.sampled_from(list(RANKS)))
def test_acts_go_downward(role: str, other: str) -> None:
    assert outranks(role, other) == (RANKS[role] > RANKS[other])
    assert not (outranks(role, other) and outranks(other, role))
    for act in ACTS:
        if may_act(role, act) and RANKS[other] >= RANKS[role]:
            assert may_act(other, act)


@pytest.mark.parametrize(
    ("kind", "capacity", "fine"),
    [("precise", 30, True), ("precise", 31, False), ("standard", 30, False), ("standard", 199, True),
     ("big", 199, False), ("big", 2000, True), ("big", 2001, False), ("vip", 2, True), ("nothing", 10, False)],
)  # fmt: skip
def test_sizes(kind: str, capacity: int, fine: bool) -> None:
    assert fits(kind, capacity) is fine


def test_a_setting_lowers_the_largest_group() -> None:
    assert not fits("big", 600, big_most=500)
    assert not may_act("stranger", "invite")
    assert not may_act("owner", "no such act")
