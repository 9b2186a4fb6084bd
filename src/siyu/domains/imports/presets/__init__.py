"""Each platform's export as plain data: full headers as they are written, what they mean, what their states mean."""

from __future__ import annotations

from typing import Final

from siyu.domains.imports.presets.douyin import DOUYIN
from siyu.domains.imports.presets.jd import JD
from siyu.domains.imports.presets.kuaishou import KUAISHOU
from siyu.domains.imports.presets.kuaituantuan import KUAITUANTUAN
from siyu.domains.imports.presets.pinduoduo import PINDUODUO
from siyu.domains.imports.presets.qianniu import QIANNIU, QIANNIU_LINES
from siyu.domains.imports.presets.taobao import TAOBAO, TAOBAO_LINES, TMALL
from siyu.domains.imports.presets.weixin import WEIXIN
from siyu.domains.imports.presets.xiaohongshu import XIAOHONGSHU
from siyu.domains.imports.presets.youzan import YOUZAN, YOUZAN_ITEMS
from siyu.domains.imports.types import Layout

__all__ = ["ALL", "HEADERS", "PRESETS"]

ALL: Final[tuple[Layout, ...]] = (
    TAOBAO,
    TMALL,
    TAOBAO_LINES,
    QIANNIU,
    QIANNIU_LINES,
    DOUYIN,
    KUAISHOU,
    XIAOHONGSHU,
    WEIXIN,
    YOUZAN,
    YOUZAN_ITEMS,
    PINDUODUO,
    JD,
    KUAITUANTUAN,
)

PRESETS: Final[dict[str, Layout]] = {layout.name: layout for layout in ALL}
"""By the name that `--preset` takes."""

HEADERS: Final[dict[str, tuple[str, ...]]] = {layout.name: layout.headers for layout in ALL}
"""The full header row of each preset's file, trailing spaces and duplicates included."""
