"""A font with Chinese glyphs for printed pages and drawn pictures: the system's, else one from npm's Noto Sans SC."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Final

import typst
from django.conf import settings
from django.utils.translation import gettext as _
from fontTools.ttLib import TTFont

from siyu.kernel.errors import Invalid

WANTED: Final = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "PingFang SC", "HarmonyOS Sans SC",
    "Microsoft YaHei", "WenQuanYi Micro Hei",
)  # fmt: skip
"""Families that print Chinese well, best first; the names typst knows them by."""
PACKAGE: Final = "scripts/fonts/node_modules/@fontsource/noto-sans-sc/files"
_SUBSETS: Final = {"Siyu Print Latin": "latin", "Siyu Print Chinese": "chinese-simplified"}
_WEIGHTS: Final = (400, 700)


@cache
def page_fonts() -> tuple[list[str], list[Path]]:
    """Families to name in the page and folders typst must look into. Raises Invalid when there is no Chinese font."""
    found = installed()
    if found:
        return found, []
    folder = _own_fonts()
    if folder is None:
        raise Invalid(
            _("No font with Chinese characters is installed: install Noto Sans CJK, or run make setup again.")
        )
    return list(_SUBSETS), [folder]


@cache
def letter_files(*, bold: bool = False) -> tuple[tuple[str, int], ...]:
    """Files (with the index of the face in them) to draw letters with: each letter by the first that has it.

    Raises Invalid when there is no Chinese font.
    """
    families, folders = page_fonts()
    if folders:
        weight = _WEIGHTS[bold]
        return tuple((str(folders[0] / f"{subset}-{weight}.ttf"), 0) for subset in _SUBSETS.values())
    wanted = 700 if bold else 400
    faces = [face for face in typst.Fonts().fonts() if face.family == families[0] and face.style == "normal"]
    best = min(faces, key=lambda face: abs(face.weight - wanted))
    return ((str(best.path), int(best.index)),)


def installed() -> list[str]:
    """The system's families that print Chinese well, best first."""
    known = set(typst.Fonts().families())
    return [family for family in WANTED if family in known]


def _own_fonts() -> Path | None:
    """Unpack the web fonts of the npm package into SIYU_HOME once; None where the package is not installed."""
    source = Path(settings.BROWSER_LIBRARIES).parent / PACKAGE
    folder = Path(settings.MEDIA_ROOT).parent / "fonts"
    for family, subset in _SUBSETS.items():
        for weight in _WEIGHTS:
            packed, plain = source / f"noto-sans-sc-{subset}-{weight}-normal.woff2", folder / f"{subset}-{weight}.ttf"
            if plain.exists():
                continue
            if not packed.exists():
                return None
            folder.mkdir(parents=True, exist_ok=True)
            _unpack(packed, plain, family)
    return folder


def _unpack(packed: Path, plain: Path, family: str) -> None:
    """Write a web font as TrueType under a family of its own, so that subsets of one font stand side by side."""
    font = TTFont(packed)
    font.flavor = None
    for record in list(font["name"].names):
        if record.nameID in {1, 16}:
            font["name"].setName(family, record.nameID, record.platformID, record.platEncID, record.langID)
    draft = plain.with_suffix(f".{os.getpid()}.draft")
    font.save(draft)
    draft.replace(plain)
