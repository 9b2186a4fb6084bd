"""Two hundred and more files that nobody means well with, made on the spot; each with the answer it must get."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image

SCRIPT = b"<script>alert('siyu-marker')</script>"
MARKER = b"siyu-marker"
"""Stands in every file; nothing that we serve may contain it."""


@dataclass(frozen=True)
class Hostile:
    """One file: what it is called, the type it claims, its bytes, and whether a picture may come of it."""

    name: str
    claims: str
    content: bytes
    may_be_taken: bool = False


def picture(kind: str = "JPEG", size: tuple[int, int] = (64, 48), mode: str = "RGB", **how: object) -> bytes:
    """An innocent picture."""
    file = io.BytesIO()
    Image.effect_noise(size, 60).convert(mode).save(file, kind, **how)
    return file.getvalue()


def with_gps() -> bytes:
    """A JPEG that says where, when and by whom it was taken, turned by 90°."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = MARKER.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 14.0, 9.0), 3: "E", 4: (121.0, 28.0, 33.0)})
    return picture("JPEG", (80, 40), exif=exif, comment=MARKER)


def png_of(width: int, height: int, data: bytes = b"", *, text: bytes = b"") -> bytes:
    """A PNG that says it is so large, whatever its data."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    words = chunk(b"tEXt", b"Comment\0" + text) if text else b""
    return b"\x89PNG\r\n\x1a\n" + head + words + chunk(b"IDAT", data or zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")


def bomb(width: int, height: int) -> bytes:
    """A small PNG with all the rows it promises: width × height bytes once unpacked."""
    packer, rows = zlib.compressobj(9), []
    row = b"\0" * (width + 1)
    rows = [packer.compress(row * 100) for _ in range(height // 100)]
    return png_of(width, height, b"".join(rows) + packer.flush())


def many_frames(count: int) -> bytes:
    """A GIF with so many frames of a few bytes each."""
    head = b"GIF89a" + struct.pack("<HHBBB", 40, 40, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\0"
    return head + frame * count + b"\x3b"


def video_head(brand: bytes = b"isom") -> bytes:
    """The first box of an MP4."""
    return struct.pack(">I", 20) + b"ftyp" + brand + b"\0\0\2\0" + brand


NAMES = (
    "a.jpg", "a.svg", "a.html", "a.php.jpg", "a.jpg.exe", "../../etc/passwd", "..\\..\\boot.ini", "a\u202egpj.exe",
    "a\x00.html", "con", ".htaccess", "a" * 300 + ".jpg", "图片.jpg", "a;b.jpg", "a\r\nX-Evil: 1.jpg", "%2e%2e%2fa",
)  # fmt: skip
TYPES = ("image/jpeg", "image/svg+xml", "text/html", "video/mp4", "application/x-php")


def hostile_files() -> Iterator[Hostile]:
    """All of them."""
    yield from _no_pictures()
    yield from _polyglots()
    yield from _too_large()
    yield from _broken()
    yield from _mislabelled_videos()
    yield from _names()


def _no_pictures() -> Iterator[Hostile]:
    texts = (
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'>" + SCRIPT + b"</svg>",
        b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><svg>&e;siyu-marker</svg>",
        b"<!doctype html><html>" + SCRIPT,
        b"<?php system($_GET['c']); /* siyu-marker */ ?>",
        b"#!/bin/sh\necho siyu-marker\n",
        b"%PDF-1.7\n%siyu-marker",
        b"PK\x03\x04siyu-marker",
        b"%!PS-Adobe-3.0 EPSF-3.0\n(siyu-marker) run",
        b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd siyu-marker",
        b"ffconcat version 1.0\nfile '/etc/passwd' # siyu-marker",
        b"II*\x00" + MARKER, b"8BPS" + MARKER, b"BM" + MARKER, b"\x00\x00\x01\x00" + MARKER,
        b"#define siyu-marker_width 8\n", b"\x7fELF" + MARKER, b"MZ" + MARKER,
        b"push graphic-context\nimage over 0,0 0,0 'https://127.0.0.1/siyu-marker'\npop graphic-context",
    )  # fmt: skip
    for number, text in enumerate(texts):
        for claims in TYPES[:3]:
            yield Hostile(f"{number}.jpg", claims, text)


def _polyglots() -> Iterator[Hostile]:
    """Real pictures that carry something else: drawn anew they may be shown."""
    for kind in ("JPEG", "PNG", "WEBP", "GIF"):
        plain = picture(kind)
        for tail in (SCRIPT, b"<?php siyu-marker ?>", b"PK\x03\x04" + MARKER, b"\n<svg onload=siyu-marker>"):
            for claims in TYPES[:3]:
                yield Hostile(f"poly.{kind.lower()}", claims, plain + tail, may_be_taken=True)
    jpeg = picture("JPEG")
    comment = b"\xff\xfe" + struct.pack(">H", len(SCRIPT) + 2) + SCRIPT
    yield Hostile("comment.jpg", "image/jpeg", jpeg[:2] + comment + jpeg[2:], may_be_taken=True)
    yield Hostile("gps.jpg", "image/jpeg", with_gps(), may_be_taken=True)
    yield Hostile("icc.jpg", "image/jpeg", picture("JPEG", icc_profile=SCRIPT * 40), may_be_taken=True)
    yield Hostile("xmp.webp", "image/webp", picture("WEBP", xmp=SCRIPT, exif=b"Exif\0\0" + MARKER), may_be_taken=True)
    yield Hostile("text.png", "image/png", png_of(8, 8, zlib.compress(b"\0" * 72), text=SCRIPT), may_be_taken=True)
    yield Hostile("gif.html", "text/html", b"GIF89a/*" + SCRIPT + b"*/=1;")
    yield Hostile("jpeg.html", "text/html", b"\xff\xd8\xff\xe0" + SCRIPT)


def _too_large() -> Iterator[Hostile]:
    yield Hostile("50k.png", "image/png", png_of(50_000, 50_000))
    yield Hostile("tall.png", "image/png", png_of(1, 2_000_000_000))
    yield Hostile("wide.png", "image/png", png_of(2_147_483_647, 1))
    yield Hostile("unpacks.png", "image/png", bomb(9_000, 9_000))
    yield Hostile("frames.gif", "image/gif", many_frames(10_000), may_be_taken=True)
    yield Hostile("huge.gif", "image/gif", b"GIF89a" + struct.pack("<HHBBB", 65_535, 65_535, 0, 0, 0) + b"\x3b")
    huge_jpeg = picture("JPEG")
    at = huge_jpeg.index(b"\xff\xc0") + 5
    for height, width in ((65_500, 65_500), (50_000, 50_000), (65_000, 1_000)):
        yield Hostile("sof.jpg", "image/jpeg", huge_jpeg[:at] + struct.pack(">HH", height, width) + huge_jpeg[at + 4 :])


def _broken() -> Iterator[Hostile]:
    chance = random.Random(20261123)
    for kind in ("JPEG", "PNG", "WEBP", "GIF", "AVIF"):
        whole = picture(kind, (120, 90))
        for share in (0.1, 0.4, 0.7, 0.95):
            yield Hostile("cut", "image/jpeg", whole[: int(len(whole) * share)] + b"", may_be_taken=True)
        for _ in range(4):
            bytes_of = bytearray(whole)
            for _change in range(12):
                bytes_of[chance.randrange(12, len(bytes_of))] = chance.randrange(256)
            yield Hostile("mutated", "image/png", bytes(bytes_of), may_be_taken=True)
    for head in (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\0\0\0\0WEBP", b"\0\0\0\x18ftypheic"):
        yield Hostile("head", "image/jpeg", head)
        yield Hostile("noise", "image/jpeg", head + chance.randbytes(4_000))
    yield Hostile("empty.jpg", "image/jpeg", b"")


def _mislabelled_videos() -> Iterator[Hostile]:
    for brand in (b"isom", b"qt  ", b"mp42", b"avc1"):
        yield Hostile("a.mp4", "video/mp4", video_head(brand))
        yield Hostile("a.mp4", "video/mp4", video_head(brand) + SCRIPT * 30)
        yield Hostile("a.jpg", "image/jpeg", video_head(brand) + picture("JPEG"))
    yield Hostile("a.mp4", "video/mp4", video_head(b"evil") + SCRIPT)
    yield Hostile("a.webm", "video/webm", b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm" + SCRIPT)
    yield Hostile("a.mkv", "video/webm", b"\x1a\x45\xdf\xa3" + SCRIPT)
    drawn = struct.pack(">I", 40) + b"moov" + b"url file:///etc/passwd siyu-marker"
    yield Hostile("ref.mov", "video/quicktime", video_head(b"qt  ") + drawn)


def _names() -> Iterator[Hostile]:
    for name in NAMES:
        yield Hostile(name, "image/jpeg", picture("JPEG", (12, 12), comment=MARKER), may_be_taken=True)
        yield Hostile(name, "text/html", SCRIPT)
