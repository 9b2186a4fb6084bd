"""The 19 steps: every one is judged, only by what was counted, and what cannot be seen is said to be unseen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from siyu.domains.facts.kinds import KINDS
from siyu.domains.fans.types import TodayNumbers
from siyu.surfaces.console import four_s
from siyu.surfaces.console.evidence import Activity, Evidence

NOBODY = TodayNumbers(
    persons=0, buyers=0, new_this_week=0, open_reviews=0, birthdays_this_week=0, super_members=0,
    super_about_to_lapse=0, lapsing=0, refunds_in_grace=0, day=date(2026, 5, 1), super_lapse_query={}, new_query={},
    birthday_query={},
)  # fmt: skip
NOTHING = Evidence(numbers=NOBODY, staff=1, segments=0, tagged_persons=0, imports=0)


def states(evidence: Evidence) -> dict[str, str]:
    with override("en"):
        return {str(step.name): step.verdict.state for part in four_s.card(evidence).parts for step in part.steps}


def test_the_method_has_4_5_7_3_steps() -> None:
    parts = four_s.card(NOTHING).parts
    assert [(part.name, len(part.steps)) for part in parts] == [
        ("START-UP", 4), ("STRENGTHEN", 5), ("SELL", 7), ("SUPPORT", 3),
    ]  # fmt: skip


def test_an_empty_account_has_moved_in_and_should_import() -> None:
    card = four_s.card(NOTHING)
    assert card.done == 1
    assert card.next is not None
    assert card.next.url_name == "console:imports:new"


@pytest.mark.parametrize(("buyers", "state"), [(0, "todo"), (1, "doing"), (99, "doing"), (100, "done")])
def test_position_stands_on_known_buyers(buyers: int, state: str) -> None:
    evidence = replace(NOTHING, numbers=replace(NOBODY, persons=buyers, buyers=buyers))
    assert states(evidence)["Know your position"] == state


@pytest.mark.parametrize(("rate", "state"), [(None, "todo"), (0.0, "todo"), (0.19, "doing"), (0.2, "done")])
def test_trust_stands_on_repurchase(rate: float | None, state: str) -> None:
    assert states(replace(NOTHING, metrics={"repurchase_rate": rate}))["Earn trust"] == state


@given(
    st.dictionaries(st.sampled_from(sorted(KINDS)), st.builds(Activity, st.integers(0, 9), st.integers(0, 9))),
    st.integers(0, 10**6),
    st.integers(0, 100),
)
def test_every_step_is_judged_and_the_next_leads_somewhere(
    lately: dict[str, Activity], persons: int, segments: int
) -> None:
    numbers = replace(NOBODY, persons=persons, buyers=persons // 2, super_members=persons // 100)
    card = four_s.card(replace(NOTHING, numbers=numbers, segments=segments, lately=lately))
    verdicts = [step.verdict for part in card.parts for step in part.steps]
    assert all(verdict.state in {"done", "doing", "todo", "unseen"} and str(verdict.said) for verdict in verdicts)
    assert card.done == sum(verdict.state == "done" for verdict in verdicts)
    if card.next is not None:
        assert card.next.verdict.state in {"doing", "todo"}
        assert card.next.url_name


def test_rooms_that_are_not_built_are_never_done() -> None:
    plenty = {kind: Activity(10**6, 10**6) for kind in KINDS}
    found = states(replace(NOTHING, lately=plenty, metrics={"repurchase_rate": 1.0}))
    for name in ("Be someone", "Match brand and host", "Dress the home page", "Knowledge", "Resources"):
        assert found[name] == "unseen"
