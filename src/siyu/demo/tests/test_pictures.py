"""Every subject is drawn, the same each time, and two covers are not alike."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from siyu.demo.pictures.canvas import HEIGHT, WIDTH
from siyu.demo.pictures.covers import SCENES, draw_cover


@pytest.mark.parametrize("subject", SCENES)
def test_a_cover_is_a_picture_and_stays_the_same(subject: str) -> None:
    first = draw_cover(subject, 0)
    assert first == draw_cover(subject, 0) != draw_cover(subject, 1)
    picture = Image.open(io.BytesIO(first))
    assert picture.size == (WIDTH, HEIGHT)
    assert len(picture.getcolors(WIDTH * HEIGHT) or []) > 100


def test_a_cover_of_words_differs_by_its_title() -> None:
    assert draw_cover("tea", 3, "周末茶席") != draw_cover("tea", 3, "春日茶席")


def test_nobody_draws_a_cat() -> None:
    with pytest.raises(KeyError):
        draw_cover("cat", 0)
