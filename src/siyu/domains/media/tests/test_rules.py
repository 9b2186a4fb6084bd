"""Properties of the plain decisions about files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyu.domains.media.rules import SIZES, TALLEST, byte_range, drawn_size, fitting, sniff, widths


@given(st.binary(max_size=64))
def test_whatever_the_bytes_sniffing_answers(head: bytes) -> None:
    assert sniff(head) in {"picture", "video", None}


@given(st.integers(1, 70_000), st.integers(1, 70_000))
def test_nothing_is_drawn_larger_than_it_is_or_endlessly_tall(width: int, height: int) -> None:
    for wanted in widths(width):
        drawn_width, drawn_height = drawn_size(width, height, wanted)
        assert 1 <= drawn_width <= min(width, SIZES[-1])
        assert 1 <= drawn_height <= max(1, min(height, wanted * TALLEST))


@given(st.integers(1, 5_000), st.integers(1, 5_000))
def test_the_fitting_rendition_is_the_smallest_that_is_wide_enough(width: int, asked: int) -> None:
    names = [f"{one}.webp" for one in widths(width)]
    found = int(fitting([*names, "share.jpg", "video.mp4"], asked).removesuffix(".webp"))
    assert found in widths(width)
    assert found >= asked or found == max(widths(width))
    assert all(one < asked or one >= found for one in widths(width))


def test_nothing_fits_where_nothing_is_drawn() -> None:
    assert fitting(["share.jpg"], 720) == ""


@given(st.integers(0, 300), st.integers(0, 300), st.integers(1, 200))
def test_a_range_lies_within_the_file(first: int, last: int, length: int) -> None:
    try:
        found = byte_range(f"bytes={first}-{last}", length)
    except ValueError:
        assert first >= length or first > last
        return
    assert found == (first, min(last, length - 1))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [("bytes=0-", (0, 99)), ("bytes=-10", (90, 99)), ("bytes=-500", (0, 99)), ("bytes=0-1,5-6", None), ("", None),
     ("lines=1-2", None), ("bytes=-", None)],
)  # fmt: skip
def test_ranges_as_browsers_ask(asked: str, expected: tuple[int, int] | None) -> None:
    assert byte_range(asked, 100) == expected
