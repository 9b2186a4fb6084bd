"""Names and numbers under masks: what fits, and that fitting does not depend on who is asked first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyu.domains.fans.rules import delivery_keys, match_confidence, names_fit

names = st.text(alphabet="张李王小丽三丰", min_size=2, max_size=4)
masks = st.one_of(
    names, names.map(lambda n: n[0] + "**"), names.map(lambda n: "*" + n[-1]), st.just("张女士"), st.just("**")
)
numbers = st.integers(0, 10**8 - 1).map(lambda n: f"138{n:08d}")
phones = numbers.flatmap(lambda p: st.sampled_from([f"{p[:3]}****{p[-4:]}", f"{p[:3]}******{p[-2:]}", "****", ""]))


@given(masks, masks)
def test_fitting_is_mutual(one: str, other: str) -> None:
    assert names_fit(one, other) == names_fit(other, one)


@given(names)
def test_a_name_fits_its_own_masks(name: str) -> None:
    for mask in (name, f"{name[0]}*", f"{name[0]}**", f"*{name[-1]}", f"{name[0]}女士"):
        assert names_fit(name, mask)
        assert names_fit(mask, f"{name[0]}**") or mask.startswith("*")


@given(st.tuples(phones, masks), st.tuples(phones, masks))
def test_confidence_is_mutual_and_needs_a_shared_key(one: tuple[str, str], other: tuple[str, str]) -> None:
    sure = match_confidence(one, other)
    assert sure == match_confidence(other, one)
    shared = set(delivery_keys(*one, "杭州")) & set(delivery_keys(*other, "杭州市")) - {""}
    assert not sure or shared  # so whoever compares only those who share a key misses nobody


@pytest.mark.parametrize(
    ("one", "other", "fit"),
    [
        ("张*", "*三", False),  # no letter is seen on both
        ("张**", "李**", False),
        ("**", "张三", False),
        ("张*丰", "张三丰", True),
        ("张三", "张三丰", False),
        ("王女士", "王先生", True),  # a title is no evidence; a human sees it
    ],
)
def test_masks(one: str, other: str, fit: bool) -> None:
    assert names_fit(one, other) is fit
