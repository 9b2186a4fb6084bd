"""A cover for every note: a scene that fits its subject, or its title in large letters."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from typing import Final

from PIL import Image, ImageFont

from siyu.demo.pictures import patterns, scenes
from siyu.demo.pictures.canvas import HEIGHT, PALETTES, SCALE, WIDTH, Sheet, mixed
from siyu.platform.ui.fonts import letter_files

Scene = Callable[[Sheet], None]
SCENES: Final[dict[str, tuple[Scene, ...]]] = {
    "dress": (scenes.dress,),
    "fabric": (scenes.fabric, scenes.round_fan),
    "makeup": (scenes.lipsticks,),
    "care": (scenes.bottles,),
    "tea": (scenes.tea,),
    "travel": (scenes.mountains, scenes.garden),
    "flowers": (scenes.branch, scenes.round_fan),
}
"""What is drawn for which subject."""


def draw_cover(subject: str, number: int, title: str = "") -> bytes:
    """A picture of 600 × 800 as JPEG, the same for the same arguments; every fourth with a title shows it in letters.

    Raises KeyError for a subject that nobody draws.
    """
    seed = random.Random(f"{subject}/{number}")  # noqa: S311 - pictures, not secrets
    sheet = Sheet(seed.choice(PALETTES), seed)
    if title and number % 4 == 3:
        picture = _of_words(sheet, title)
    else:
        seed.choice(SCENES[subject])(sheet)
        picture = sheet.finished()
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=86)
    return buffer.getvalue()


def _of_words(sheet: Sheet, title: str) -> Image.Image:
    """The title in large letters on paper, a word of it underlined, a seal in the corner."""
    palette, seed = sheet.palette, sheet.seed
    sheet.shade(palette.light, palette.ground)
    step = mixed(palette.ground, palette.deep, 0.5)
    for place in range(1, 14):
        sheet.line([(40, place * 60), (WIDTH - 40, place * 60)], step, 1)
    size = 84 if len(title) <= 12 else 68
    font = _font(size)
    most = (WIDTH - 110) // size
    a_line = -(-len(title) // -(-len(title) // most))  # lines of equal length: none with a single letter
    rows = [title[start : start + a_line] for start in range(0, len(title), a_line)][:5]
    top = (HEIGHT - len(rows) * size * 1.36) / 2 - 30
    marked = seed.randrange(len(rows))
    for place, row in enumerate(rows):
        y = top + place * size * 1.36
        if place == marked:
            sheet.box(
                52, y + size * 0.78, 60 + len(row) * size, y + size * 1.12, mixed(palette.main, palette.light, 0.55), 6
            )
        sheet.pen.text((56 * SCALE, y * SCALE), row, palette.ink, font)
    sheet.box(470, 690, 536, 756, palette.main, 10)
    sheet.ring(503, 723, 20, palette.light, 3)
    patterns.blossom(sheet, 503, 723, 11, palette.light)
    return sheet.finished()


def _font(size: int) -> ImageFont.FreeTypeFont:
    file, index = letter_files(bold=True)[-1]
    return ImageFont.truetype(file, size * SCALE, index)
