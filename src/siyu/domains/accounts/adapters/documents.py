"""Qualification documents on disk, in a folder that no web address leads to; files are readable by this user only."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Final

from PIL import Image, UnidentifiedImageError

from siyu.platform.settings import settings

_PICTURES: Final = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
_PIXELS_MOST: Final = 80_000_000


def kind_of(body: bytes) -> str:
    """The content type of a file by what it is, not by what it says; empty for what is not taken."""
    if body.startswith(b"%PDF-"):
        return "application/pdf"
    try:
        with Image.open(io.BytesIO(body), formats=tuple(_PICTURES)) as picture:
            if picture.width * picture.height > _PIXELS_MOST:
                return ""
            picture.verify()
            return _PICTURES.get(picture.format or "", "")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return ""


def keep(account_id: int, file: str, body: bytes) -> None:
    """Write the file, whole and on the disk before the row that names it is committed."""
    place = _place(account_id, file)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as opened:
        opened.write(body)
        opened.flush()
        os.fsync(opened.fileno())


def read(account_id: int, file: str) -> bytes | None:
    """The file, None when it is gone."""
    try:
        return _place(account_id, file).read_bytes()
    except FileNotFoundError:
        return None


def forget(account_id: int, file: str) -> None:
    """Delete the file; once more does nothing."""
    _place(account_id, file).unlink(missing_ok=True)


def _place(account_id: int, file: str) -> Path:
    return settings().home / "documents" / str(account_id) / file
