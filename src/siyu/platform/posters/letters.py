"""Writing Chinese and Latin on a picture: each sign by the first font that has it, lines that break where they may."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Final

from fontTools.ttLib import TTFont
from PIL import ImageDraw
from PIL.ImageFont import FreeTypeFont, truetype

from siyu.platform.ui.fonts import letter_files

_NEVER_FIRST: Final = frozenset("，。！？、；：）》」』”’…,.!?;:)]}%")
Colour = str


@cache
def _faces(size: int, *, bold: bool) -> tuple[tuple[FreeTypeFont, frozenset[int]], ...]:
    found = []
    for file, index in letter_files(bold=bold):
        with TTFont(file, fontNumber=index, lazy=True) as font:
            signs = frozenset(font.getBestCmap() or ())
        found.append((truetype(file, size, index=index), signs))
    return tuple(found)


class Pen:
    """Writes in one size and weight."""

    def __init__(self, size: int, *, bold: bool = False) -> None:
        self.size = size
        self._faces = _faces(size, bold=bold)

    def width(self, text: str) -> float:
        """How wide a line becomes, in pixels."""
        return sum(self._face(sign).getlength(sign) for sign in text)

    def write(self, draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, fill: Colour) -> None:
        """Write one line; `at` is its left end on the base line's top (ascender)."""
        left, top = at
        for sign in text:
            face = self._face(sign)
            draw.text((left, top + self.size), sign, font=face, fill=fill, anchor="ls")
            left += face.getlength(sign)

    def lines(self, text: str, width: float, most: int) -> list[str]:
        """Break a text into at most so many lines of this width; what does not fit ends in …"""
        found = list(islice(self._broken(text, width), most + 1))
        if len(found) > most:
            found = found[:most]
            last = found[-1]
            while last and self.width(last + "…") > width:
                last = last[:-1]
            found[-1] = last + "…"
        return found

    def _broken(self, text: str, width: float) -> Iterator[str]:
        for paragraph in text.split("\n"):
            line, reach = "", 0.0
            for sign in paragraph:
                step = self.width(sign)
                if line and reach + step > width and sign not in _NEVER_FIRST:
                    yield line
                    line, reach = "", 0.0
                line += sign
                reach += step
            if line.strip():
                yield line

    def _face(self, sign: str) -> FreeTypeFont:
        return next((face for face, signs in self._faces if ord(sign) in signs), self._faces[-1][0])
