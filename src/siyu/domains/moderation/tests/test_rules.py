"""The ladder rises with severity, repeats and aggravation; folding meets disguised words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyu.domains.moderation.rules import LADDER, fold_words, proposed_step

HEIGHT = {step.code: height for height, step in enumerate(LADDER)}


@given(st.integers(1, 4), st.integers(0, 9), st.booleans())
def test_more_of_anything_is_never_milder(severity: int, repeats: int, aggravated: bool) -> None:
    here = HEIGHT[proposed_step(severity, repeats, aggravated=aggravated).code]
    assert here <= HEIGHT[proposed_step(severity, repeats + 1, aggravated=aggravated).code]
    assert here <= HEIGHT[proposed_step(severity, repeats, aggravated=True).code]
    assert here <= HEIGHT[proposed_step(min(severity + 1, 4), repeats, aggravated=aggravated).code]


def test_the_ladder_in_examples() -> None:
    assert proposed_step(1, 0).code == "mute_1"
    assert proposed_step(1, 1).code == "mute_7"
    assert proposed_step(2, 0, aggravated=True).code == "mute_15"
    assert proposed_step(3, 5, aggravated=True).code == "mute_for_good"
    assert proposed_step(4, 0).code == "mute_for_good"
    assert proposed_step(4, 1).code == "ban"


def test_there_is_no_fifth_severity() -> None:
    with pytest.raises(ValueError, match="severity"):
        proposed_step(5, 0)


@pytest.mark.parametrize(
    "disguised", ["加微信", "加 微 信", "加·微*信", "加\u200b微\ufe0f信", "加　微信！", "｢加微信｣", "加-微-信"]
)
def test_signs_and_gaps_do_not_hide_a_word(disguised: str) -> None:
    assert fold_words(disguised) == "加微信"


@pytest.mark.parametrize(
    ("disguised", "plain"), [("ＶＸ１２３", "vx123"), ("點擊連結", "点击连结"), ("ⅤＸ", "vx"), ("①②", "12")]
)
def test_other_forms_of_letters_fold(disguised: str, plain: str) -> None:
    assert fold_words(disguised) == plain


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold_words(fold_words(text)) == fold_words(text)
