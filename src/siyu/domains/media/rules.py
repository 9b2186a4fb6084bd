"""Plain decisions about files: what one is by its content, which sizes a picture is drawn at, which range is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, Literal

Kind = Literal["picture", "video"]

SIZES: Final = (360, 720, 1440)
"""Widths in pixels at which pictures are drawn."""
TALLEST: Final = 5
"""A picture is at most so many times as high as wide when drawn; WebP ends at 16,383 pixels."""
HEAD: Final = 64
"""Bytes that `sniff` wants to see."""

_PICTURES: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
_HEIF_BRANDS: Final = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"}
_VIDEO_BRANDS: Final = {
    b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"M4VP", b"qt  ",
    b"3gp4", b"3gp5", b"3gp6", b"3g2a", b"dash", b"MSNV", b"hvc1", b"XAVC",
}  # fmt: skip
_RANGE: Final = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
_WIDTH: Final = re.compile(r"(\d+)\.webp")


def sniff(head: bytes) -> Kind | None:
    """What the first bytes say a file is; None for all that we do not take. Names and stated types never count."""
    if head.startswith(_PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return "picture"
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        return "picture" if brand in _HEIF_BRANDS else "video" if brand in _VIDEO_BRANDS else None
    if head[:4] == b"\x1a\x45\xdf\xa3" and (b"webm" in head or b"matroska" in head):
        return "video"
    return None


def container(head: bytes) -> str:
    """The one demuxer that may read this video: no other is let near it (playlists open further files)."""
    return "matroska" if head[:4] == b"\x1a\x45\xdf\xa3" else "mov"


def widths(width: int) -> list[int]:
    """The widths at which a picture so wide is drawn: never wider than it is, the widest last."""
    return [*(size for size in SIZES if size < width), min(width, SIZES[-1])] if width > 0 else []


def drawn_size(width: int, height: int, wanted: int) -> tuple[int, int]:
    """Size in pixels of a picture drawn `wanted` wide; a very tall one becomes narrower instead of endless."""
    scale = min(wanted / width, wanted * TALLEST / height, 1.0)
    return max(1, round(width * scale)), max(1, round(height * scale))


def fitting(names: Iterable[str], size: int) -> str:
    """The rendition (`720.webp`) that is at least so wide, else the widest; empty when there is none."""
    found = sorted(int(hit.group(1)) for name in names if (hit := _WIDTH.fullmatch(name)))
    if not found:
        return ""
    return f"{next((width for width in found if width >= size), found[-1])}.webp"


def byte_range(asked: str, length: int) -> tuple[int, int] | None:
    """First and last byte of a Range header over `length` bytes; None when there is none to honour.

    Raises ValueError when it lies outside: the answer is 416 then. Several ranges are answered as a whole (RFC 9110).
    """
    found = _RANGE.fullmatch(asked.strip())
    if not found or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        start, end = max(0, length - int(last)), length - 1
    else:
        start, end = int(first), min(int(last) if last else length - 1, length - 1)
    if start > end or start >= length:
        raise ValueError("no such bytes")
    return start, end
