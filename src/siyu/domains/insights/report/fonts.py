"""A font with Chinese glyphs for the printed page: the system's, else one made from the npm package of Noto Sans SC."""

from __future__ import annotations

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
PACKAGE: Final = "@fontsource/noto-sans-sc/files"
_FILE: Final = "noto-sans-sc-chinese-simplified-{weight}-normal.woff2"
_WEIGHTS: Final = (400, 700)


@cache
def page_fonts() -> tuple[list[str], list[Path]]:
    """Families to name in the page and folders typst must look into. Raises Invalid when there is no Chinese font."""
    known = set(typst.Fonts().families())
    found: list[str] = [family for family in WANTED if family in known]
    if found:
        return found, []
    folder = _own_fonts()
    if folder is None:
        raise Invalid(
            _("No font with Chinese characters is installed: install Noto Sans CJK, or run make setup again.")
        )
    return ["Noto Sans SC"], [folder]


def _own_fonts() -> Path | None:
    """Unpack the web fonts of the npm package into SIYU_HOME once; None where the package is not installed."""
    source = Path(settings.BROWSER_LIBRARIES) / PACKAGE
    folder = Path(settings.MEDIA_ROOT).parent / "fonts"
    for weight in _WEIGHTS:
        packed, plain = source / _FILE.format(weight=weight), folder / f"noto-sans-sc-{weight}.ttf"
        if plain.exists():
            continue
        if not packed.exists():
            return None
        folder.mkdir(parents=True, exist_ok=True)
        font = TTFont(packed)
        font.flavor = None
        draft = plain.with_suffix(".draft")
        font.save(draft)
        draft.replace(plain)
    return folder
