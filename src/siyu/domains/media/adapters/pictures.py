"""Draws pictures anew, in a confined process of its own."""

from __future__ import annotations

import json
import shutil
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, Final

from django.utils.translation import gettext as _

from siyu.domains.media import conf
from siyu.domains.media.adapters import confined
from siyu.domains.media.errors import FileTooLarge, UnreadableFile

_PROGRAM: Final = "siyu.domains.media.adapters.recode"
_TOGETHER: Final = BoundedSemaphore(2)  # of one web process: more would only take memory from each other


@dataclass(frozen=True)
class Drawn:
    """What came of it: pixels of the largest, the mean colour, file name → [width, height, bytes]."""

    width: int
    height: int
    colour: str
    renditions: dict[str, list[int]]

    @property
    def bytes(self) -> int:
        """All files together."""
        return sum(size for *_, size in self.renditions.values())


def draw_anew(source: Path, folder: Path) -> Drawn:
    """Write the renditions of a picture into `folder`. Raises UnreadableFile or FileTooLarge, leaving no files."""
    command = [sys.executable, "-I", "-m", _PROGRAM, str(source), str(folder), str(conf.PIXELS)]
    try:
        with _TOGETHER:
            out, _unused = confined.run(
                [*command, str(conf.PIXELS_OF_FEW_BITS)], memory=conf.RECODE_MEMORY, seconds=conf.RECODE_SECONDS
            )
        found: dict[str, Any] = json.loads(out)
        return Drawn(found["width"], found["height"], found["colour"], found["renditions"])
    except confined.Confined as ended:
        shutil.rmtree(folder, ignore_errors=True)
        raise _complaint(ended) from ended


def _complaint(ended: confined.Confined) -> UnreadableFile | FileTooLarge:
    if "too_large" in ended.said or -ended.code in {signal.SIGKILL, signal.SIGXCPU}:  # a limit of the process
        most = conf.PIXELS // 1_000_000
        return FileTooLarge(
            _("This picture has too many pixels. Send one of at most %(most)s million.") % {"most": most}, most=most
        )
    return UnreadableFile(_("We cannot read this picture. Send a JPEG, PNG, WebP, GIF or HEIC."))
