"""Draws the poster of a note as a PNG, 750 × at most 1,334 pixels."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import segno
from PIL import Image, ImageDraw

from siyu.platform.posters.letters import Pen

WIDTH: Final = 750
_MARGIN: Final = 48
_COVER_MOST: Final = 760
_QR: Final = 168
_PAPER, _INK, _SOFT, _LINE, _SEAL = "#faf8f5", "#1f1a17", "#63584f", "#e9e2d8", "#d7402b"


@dataclass(frozen=True)
class Poster:
    """What stands on a poster; `address` is the whole URL behind the QR, `cover` a file of ours."""

    title: str
    text: str
    author: str
    address: str
    call: str
    cover: Path | None = None


def draw_poster(poster: Poster) -> bytes:
    """The poster as PNG bytes."""
    inner = WIDTH - 2 * _MARGIN
    title, body = Pen(40, bold=True), Pen(28)
    title_lines = title.lines(_drawable(poster.title), inner, 2)
    body_lines = body.lines(_drawable(poster.text), inner, 3 if poster.cover else 12)
    cover = _cover(poster.cover) if poster.cover else None
    top = cover.height if cover else _MARGIN
    height = top + 52 + 58 * len(title_lines) + 46 * len(body_lines) + 56 + _QR + _MARGIN
    page = Image.new("RGB", (WIDTH, height), _PAPER)
    draw = ImageDraw.Draw(page)
    if cover:
        page.paste(cover, (0, 0))
    else:
        draw.rectangle((0, 0, WIDTH, 12), fill=_SEAL)
    at = top + 36
    for line in title_lines:
        title.write(draw, (_MARGIN, at), line, _INK)
        at += 58
    at += 12 if title_lines else 0
    for line in body_lines:
        body.write(draw, (_MARGIN, at), line, _SOFT)
        at += 46
    _foot(page, draw, poster, at + 28)
    file = io.BytesIO()
    page.save(file, "PNG", optimize=True)
    return file.getvalue()


def _cover(file: Path) -> Image.Image:
    """The cover over the whole width, cut at the foot where it is very tall."""
    with Image.open(file) as opened:
        picture = opened.convert("RGBA")
    picture = picture.resize((WIDTH, max(1, round(picture.height * WIDTH / picture.width))), Image.Resampling.LANCZOS)
    page = Image.new("RGB", (WIDTH, min(picture.height, _COVER_MOST)), "white")
    page.paste(picture, (0, -max(0, (picture.height - _COVER_MOST) // 2)), picture)
    return page


def _foot(page: Image.Image, draw: ImageDraw.ImageDraw, poster: Poster, top: int) -> None:
    draw.line((_MARGIN, top, WIDTH - _MARGIN, top), fill=_LINE, width=2)
    name, small = Pen(32, bold=True), Pen(24)
    width = WIDTH - 2 * _MARGIN - _QR - 24
    name.write(draw, (_MARGIN, top + 60), (name.lines(_drawable(poster.author), width, 1) or [""])[0], _INK)
    small.write(draw, (_MARGIN, top + 116), (small.lines(poster.call, width, 1) or [""])[0], _SOFT)
    code = io.BytesIO()
    segno.make(poster.address, error="m").save(code, kind="png", scale=8, border=1, dark=_INK, light=_PAPER)
    square = Image.open(code).convert("RGB").resize((_QR, _QR), Image.Resampling.NEAREST)
    page.paste(square, (WIDTH - _MARGIN - _QR, top + 28))


def _drawable(text: str) -> str:
    """Without signs that no text font draws (emoji, selectors, separators): better nothing than boxes."""
    return "".join(sign for sign in text if sign == "\n" or _has_letters(sign)).strip()


def _has_letters(sign: str) -> bool:
    return ord(sign) < 0x1F000 and unicodedata.category(sign) not in {"So", "Cn", "Cf", "Mn", "Sk", "Cc", "Zl", "Zp"}
