"""Papers of the demo: a business licence that is plainly an example."""

from __future__ import annotations

import io
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from siyu.platform.ui.fonts import letter_files

_SIZE: Final = (1000, 700)
_PAPER, _INK, _SEAL = (252, 249, 240), (48, 42, 38), (206, 58, 42)


def draw_licence(company: str, licence: str) -> bytes:
    """A picture of a licence as JPEG, marked as an example: name, code, a round seal."""
    sheet = Image.new("RGB", _SIZE, _PAPER)
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((24, 24, 976, 676), outline=_SEAL, width=6)
    pen.rectangle((38, 38, 962, 662), outline=_SEAL, width=2)
    pen.text((500, 120), "营业执照（示例）", _INK, _font(56), anchor="mm")
    rows = (
        ("统一社会信用代码", licence),
        ("名称", company),
        ("类型", "有限责任公司"),
        ("住所", "苏州市姑苏区平江路示例号"),
    )
    for place, (label, value) in enumerate(rows):
        y = 230 + place * 76
        pen.text((120, y), label, _SEAL, _font(26))
        pen.text((380, y), value, _INK, _font(28))
    pen.ellipse((690, 470, 870, 650), outline=_SEAL, width=7)
    pen.text((780, 560), "仅供演示", _SEAL, _font(34), anchor="mm")
    buffer = io.BytesIO()
    sheet.save(buffer, "JPEG", quality=88)
    return buffer.getvalue()


def _font(size: int) -> ImageFont.FreeTypeFont:
    file, index = letter_files(bold=True)[-1]
    return ImageFont.truetype(file, size, index)
