"""What people of the demo put their names under."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from siyu.domains.chains.types import ChainForm, ItemForm, Pickup


@dataclass(frozen=True)
class Told:
    """A chain: what people put their names under."""

    title: str
    intro: str
    items: tuple[ItemForm, ...]
    pickups: tuple[Pickup, ...] = ()
    entrants: int = 9

    def form(self, deadline: datetime) -> ChainForm:
        """The form as its maker fills it in."""
        return ChainForm(
            self.title, self.items, intro=self.intro, pickups=self.pickups, asks=("remark",), deadline=deadline,
            nonce="demo",
        )  # fmt: skip


CHAINS: Final = {
    "云裳记 · 老友一群": Told(
        "手作桂花糕，周日现做",
        "林阿姨当天早上现做，冷藏三天内吃完。周六晚八点截止。",
        (
            ItemForm("桂花糕", "盒", 3_800, 60, 5),
            ItemForm("定胜糕", "盒", 2_800, 40, 5),
            ItemForm("陈皮红豆糕", "盒", 3_200, 30, 3),
        ),
        (
            Pickup("平江路店", "平江路 128 号", "周日 10:00–20:00"),
            Pickup("观前街茶会", "观前街 6 号二楼", "周日 14:00"),
        ),
        14,
    ),
    "苏州同城茶会": Told(
        "周日茶会报名",
        "两点开始，小朋友那桌有点心。来不了请提前取消，把位子让给别人。",
        (ItemForm("大人", "位", None, 24, 2), ItemForm("小朋友", "位", None, 8, 2)),
        entrants=10,
    ),
}
REMARKS: Final = ("", "", "", "少糖", "周日下午到", "帮我留两盒", "带女儿一起")
