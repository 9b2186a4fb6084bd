"""Money is read exactly, written exactly, and never becomes a float."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyu.kernel.money import format_yuan, parse_fen


@given(st.integers(-(10**14), 10**14))
def test_what_is_written_is_read_back(fen: int) -> None:
    assert parse_fen(format_yuan(fen)) == fen


@given(st.integers(0, 10**12), st.sampled_from(["¥{}", "￥{}", "{}元", " {} ", "\t{}", "'{}", "{} 元"]))
def test_decoration_does_not_change_the_amount(fen: int, shape: str) -> None:
    assert parse_fen(shape.format(f"{fen // 100}.{fen % 100:02d}")) == fen


@pytest.mark.parametrize(
    ("text", "fen"),
    [("0元", 0), ("1,234.00", 123400), ("１２．５", 1250), ("0.29", 29), ("1.005", 101), ("-1.005", -101), (".5", 50)],
)
def test_as_platforms_write_it(text: str, fen: int) -> None:
    assert parse_fen(text) == fen


@pytest.mark.parametrize("text", ["", "-", "--", "1.2.3", "1e5", "NaN", "inf", "十元", "1 2 3x", "0x10"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        parse_fen(text)
