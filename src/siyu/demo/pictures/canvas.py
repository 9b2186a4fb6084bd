"""A sheet to draw on, twice the size of the picture, and the colours that go together."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

WIDTH: Final = 600
HEIGHT: Final = 800
SCALE: Final = 2
"""Drawn twice as large and made smaller: smooth edges."""

Colour = tuple[int, int, int]
Point = tuple[float, float]


@dataclass(frozen=True)
class Palette:
    """Colours of one picture: ground, a deeper ground, the main colour, a second one, ink and light."""

    ground: Colour
    deep: Colour
    main: Colour
    second: Colour
    ink: Colour
    light: Colour


def _colour(code: str) -> Colour:
    return int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16)


PALETTES: Final = tuple(
    Palette(*map(_colour, line.split()))
    for line in """
f4ebdf e6d3bd b5392b 7d2a2a 33201c fffaf2
e8efe9 c9dccf 2f7d6b 1d5145 1d2b27 fbfffc
f6e7e6 eac9c9 c4575f 7f2f46 3b1c26 fffafa
e7ebf2 c6d1e2 3d5a8c 263b66 1a2336 fbfdff
f3efe2 e2d8b8 a97e2c 6d5220 33291a fffdf5
efe6f0 d9c3dc 7f4a86 4f2c5a 2c1b33 fffbff
f0ece6 d8d0c6 5b4a40 352a25 211a17 fffdfa
fbeee2 f2cfae d97a3f 9c4a26 3c2113 fffaf4
""".strip().splitlines()
)


class Sheet:
    """A picture being drawn; all coordinates are those of the finished picture."""

    def __init__(self, palette: Palette, seed: random.Random) -> None:
        self.palette, self.seed = palette, seed
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), palette.ground)
        self.pen = ImageDraw.Draw(self.image)

    def shade(self, top: Colour, bottom: Colour) -> None:
        """Fill the ground from one colour at the top to another at the bottom."""
        column = Image.linear_gradient("L").resize(self.image.size)
        self.image.paste(
            Image.composite(Image.new("RGB", self.image.size, bottom), Image.new("RGB", self.image.size, top), column)
        )

    def shape(self, points: Sequence[Point], colour: Colour) -> None:
        """Fill a polygon."""
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour)

    def line(self, points: Sequence[Point], colour: Colour, width: float = 2) -> None:
        """Draw a line with round joints."""
        self.pen.line([(x * SCALE, y * SCALE) for x, y in points], colour, round(width * SCALE), joint="curve")

    def disc(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """Fill a circle."""
        self.oval(x, y, radius, radius, colour)

    def oval(self, x: float, y: float, across: float, down: float, colour: Colour) -> None:
        """Fill an ellipse around a middle."""
        box = [value * SCALE for value in (x - across, y - down, x + across, y + down)]
        self.pen.ellipse(box, fill=colour)

    def ring(self, x: float, y: float, radius: float, colour: Colour, width: float = 2) -> None:
        """Draw a circle."""
        box = [value * SCALE for value in (x - radius, y - radius, x + radius, y + radius)]
        self.pen.ellipse(box, outline=colour, width=round(width * SCALE))

    def box(self, left: float, top: float, right: float, bottom: float, colour: Colour, round_by: float = 0) -> None:
        """Fill a rectangle, with round corners if wanted."""
        sides = [value * SCALE for value in (left, top, right, bottom)]
        self.pen.rounded_rectangle(sides, round_by * SCALE, fill=colour)

    def mask(self, points: Sequence[Point]) -> Image.Image:
        """A polygon as a mask, to paint a pattern inside it."""
        found = Image.new("L", self.image.size, 0)
        ImageDraw.Draw(found).polygon([(x * SCALE, y * SCALE) for x, y in points], fill=255)
        return found

    def paint(self, other: Image.Image, mask: Image.Image) -> None:
        """Lay another picture over this one where the mask says so."""
        self.image.paste(other, (0, 0), mask)

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: int = 120) -> None:
        """Let a soft light fall."""
        small = Image.new("L", (WIDTH // 4, HEIGHT // 4), 0)
        box = [value / 4 for value in (x - radius, y - radius, x + radius, y + radius)]
        ImageDraw.Draw(small).ellipse(box, fill=strength)
        soft = small.filter(ImageFilter.GaussianBlur(radius / 10)).resize(self.image.size)
        self.image.paste(Image.new("RGB", self.image.size, colour), (0, 0), soft)

    def shadow(self, x: float, y: float, across: float, down: float) -> None:
        """Set a thing on its ground: a soft dark oval."""
        small = Image.new("L", (WIDTH // 4, HEIGHT // 4), 0)
        box = [value / 4 for value in (x - across, y - down, x + across, y + down)]
        ImageDraw.Draw(small).ellipse(box, fill=70)
        soft = small.filter(ImageFilter.GaussianBlur(3)).resize(self.image.size)
        self.image.paste(Image.new("RGB", self.image.size, self.palette.ink), (0, 0), soft)

    def finished(self) -> Image.Image:
        """The picture in its own size, with a breath of paper grain."""
        small = self.image.reduce(SCALE)
        grain = np.random.default_rng(self.seed.getrandbits(32)).normal(0, 3, (HEIGHT, WIDTH, 1))
        return Image.fromarray((np.asarray(small) + grain).clip(0, 255).astype(np.uint8))


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """A colour between two; `share` of the other."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def curve(points: Sequence[Point], steps: int = 14) -> list[Point]:
    """A smooth line through the points (Catmull–Rom)."""
    ends = [points[0], *points, points[-1]]
    found: list[Point] = []
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        for step in range(steps):
            t = step / steps
            found.append((_through(a[0], b[0], c[0], d[0], t), _through(a[1], b[1], c[1], d[1], t)))
    return [*found, points[-1]]


def _through(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)


def around(x: float, y: float, radius: float, angle: float) -> Point:
    """The point of a circle at an angle in turns, 0 at the top."""
    return x + radius * math.sin(angle * math.tau), y - radius * math.cos(angle * math.tau)
