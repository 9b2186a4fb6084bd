"""A program of its own: reads one picture, draws it anew at our sizes, writes WebP and JPEG without any metadata.

Run as `python -m …recode SOURCE FOLDER MOST_PIXELS MOST_OF_FEW_BITS`; prints JSON, or why not on the other channel.
Knows nothing of Django, so that whatever a broken or hostile file does to a decoder happens to this process only.
"""

from __future__ import annotations

import io
import json
import sys
import warnings
from pathlib import Path

import pillow_heif
from PIL import Image, ImageCms, ImageOps

from siyu.domains.media.rules import SIZES, drawn_size, widths

SHARE = 600
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "HEIF", "AVIF")
UNFOLDING = {"PNG", "GIF", "WEBP", "AVIF"}
"""Formats in which a small file can become a very large picture."""


class Refused(Exception):
    """The picture is not taken; the code says why."""


def main() -> int:
    """Do it; 0 and the sizes when drawn, 3 and a code when refused."""
    source, folder, most, most_unfolded = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = most
    pillow_heif.register_heif_opener(thumbnails=False)
    try:
        drawn = draw(source, folder, most, most_unfolded)
    except Refused as refused:
        sys.stderr.write(f"refused: {refused}")
        return 3
    except (MemoryError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        sys.stderr.write("refused: too_large")
        return 3
    except Exception:  # noqa: BLE001 - decoders raise whatever they like over a broken file
        sys.stderr.write("refused: unreadable")
        return 3
    sys.stdout.write(json.dumps(drawn))
    return 0


def draw(source: str, folder: Path, most: int, most_unfolded: int) -> dict[str, object]:
    """Write the renditions into the folder; width, height, colour and [width, height, bytes] of each file."""
    picture = _read(source, most, most_unfolded)
    folder.mkdir(parents=True, exist_ok=True)
    full_width, full_height = picture.size
    made: dict[str, list[int]] = {}
    # The widest first: each smaller one is drawn from the one before, which costs a fraction.
    for width in reversed(widths(full_width)):
        size = drawn_size(full_width, full_height, width)
        picture = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0) if picture.size != size else picture
        made[f"{width}.webp"] = _write(picture, folder / f"{width}.webp", "WEBP", quality=82, method=3)
    share = _on_white(picture if picture.width >= SHARE else _largest(folder, made))
    share.thumbnail((SHARE, SHARE * 2), Image.Resampling.LANCZOS)
    made["share.jpg"] = _write(share, folder / "share.jpg", "JPEG", quality=85, optimize=True)
    red, green, blue = _on_white(picture).resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))  # type: ignore[misc]
    shown = made[f"{min(SIZES[-1], full_width)}.webp"]
    return {"width": shown[0], "height": shown[1], "colour": f"#{red:02x}{green:02x}{blue:02x}", "renditions": made}


def _largest(folder: Path, made: dict[str, list[int]]) -> Image.Image:
    name = max((name for name in made), key=lambda name: made[name][0])
    return Image.open(folder / name)


def _read(source: str, most: int, most_unfolded: int) -> Image.Image:
    """The first frame, upright, in sRGB, as nothing but its pixels."""
    with Image.open(source, formats=FORMATS) as opened:
        pixels = opened.width * opened.height
        if pixels > (most_unfolded if opened.format in UNFOLDING else most):
            raise Refused("too_large")
        if min(opened.size) < 1 or max(opened.size) > 65_000:
            raise Refused("too_large")
        if opened.format in {"JPEG", "MPO"}:  # MPO is what some cameras make of JPEG
            opened.draft("RGB", (SIZES[-1] * 2, SIZES[-1] * 2))  # decode no more of it than will be shown
        opened.seek(0)
        opened.load()
        picture = _in_srgb(ImageOps.exif_transpose(opened))
    # A new picture of the same pixels: EXIF, GPS, profiles, comments and appended files stay behind.
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    return bare


def _in_srgb(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    see_through = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    if picture.mode == "CMYK" or (profile and not see_through and picture.mode in {"RGB", "L"}):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile)) if profile else ImageCms.createProfile("sRGB")
            if profile:
                picture = ImageCms.profileToProfile(  # type: ignore[assignment]
                    picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
                )
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a broken profile: the numbers as they are
    return picture.convert("RGBA" if see_through else "RGB")


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode == "RGB":
        return picture.copy()
    page = Image.new("RGB", picture.size, "white")
    page.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
    return page


def _write(picture: Image.Image, file: Path, kind: str, **how: object) -> list[int]:
    picture.save(file, kind, exif=b"", icc_profile=None, **how)
    return [picture.width, picture.height, file.stat().st_size]


if __name__ == "__main__":
    sys.exit(main())
