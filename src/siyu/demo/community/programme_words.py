"""What happens when in the demo's groups: days from today, the time of the clock, how long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from siyu.domains.programmes.types import EntryForm


@dataclass(frozen=True)
class Slot:
    """An entry: `day` from today on, `at` of the clock (empty: it began a quarter of an hour ago), in minutes."""

    day: int
    at: str
    minutes: int
    title: str
    kind: str
    host: str
    place: str = "本群"
    about: str = ""
    wishers: int = 8

    def form(self, starts: datetime) -> EntryForm:
        """The form as a leader fills it in."""
        return EntryForm(
            self.title, starts, starts + timedelta(minutes=self.minutes), kind=self.kind, host=self.host,
            about=self.about, place=self.place,
        )  # fmt: skip


PROGRAMMES: Final = {
    "云裳记 · 老友一群": (
        Slot(-5, "20:00", 60, "穿搭夜话：秋天的第一件旗袍", "talk", "沈店长", wishers=9),
        Slot(-3, "20:00", 90, "新品首看：香云纱系列", "live", "沈店长", "直播间", wishers=14),
        Slot(-1, "19:30", 45, "盘扣小课：一字扣怎么缝", "class", "林阿姨", wishers=11),
        Slot(0, "", 60, "在线答疑：领高、腰线随便问", "talk", "沈店长", about="发一张平时穿的衣服，帮你看版型。"),
        Slot(0, "20:00", 90, "老友专场：上新先挑", "sale", "沈店长", "直播间", "老友群先挑半小时，挑完再上架。", 16),
        Slot(1, "19:30", 45, "盘扣小课：琵琶扣", "class", "林阿姨", about="准备一段斜裁布条和针线。", wishers=12),
        Slot(2, "20:00", 60, "读者来信：你们的第一件旗袍", "talk", "沈店长"),
        Slot(3, "14:00", 120, "周末茶会：观前街二楼", "other", "阿杏", "观前街 6 号二楼", "带一件想改的旧衣服来。", 10),
    ),
    "苏州同城茶会": (
        Slot(-2, "15:00", 90, "评弹下午茶", "other", "周先生", "平江路 128 号", wishers=7),
        Slot(0, "", 90, "茶会前的闲聊", "talk", "阿杏", wishers=5),
        Slot(1, "20:00", 60, "怎么挑一饼老白茶", "class", "周先生", about="三款茶样，边喝边讲。"),
        Slot(3, "15:00", 120, "周日茶会", "other", "阿杏", "观前街 6 号二楼", wishers=9),
    ),
    "尺码互助群": (
        Slot(-4, "20:30", 45, "量体直播：五个尺寸怎么量", "live", "沈店长", "直播间", wishers=8),
        Slot(0, "20:30", 45, "尺码门诊", "talk", "沈店长", about="报身高体重三围，群里一起看。"),
        Slot(2, "20:30", 45, "改衣小课：腰线往上提两厘米", "class", "林阿姨"),
    ),
}  # fmt: skip
"""Group → its entries."""
