"""What people of the demo check in for, and what they say of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from siyu.domains.checkins.types import CampaignForm


@dataclass(frozen=True)
class Habit:
    """A check-in that began `began` days ago and lasts `days`: so many people, each as diligent as their place says."""

    title: str
    task: str
    began: int
    days: int
    people: int
    said: tuple[str, ...]
    makeups: int = 2

    def form(self, first: date) -> CampaignForm:
        """The form as its starter fills it in."""
        last = first + timedelta(days=self.days - 1)
        return CampaignForm(self.title, first, last, task=self.task, makeups=self.makeups)


HABITS: Final = {
    "云裳记 · 老友一群": Habit(
        "二十一天，天天穿旗袍", "出门买菜也算。写一句今天去了哪里、配了什么。", 8, 21, 7,
        ("穿去上班，同事问链接", "配了珍珠耳钉", "今天只到楼下，也算", "茶会穿的月白", "换了平底鞋", "", ""),
    ),
    "敏感肌换季小组": Habit(
        "换季十四天，只做三件事", "洁面、保湿、防晒，一天一勾。", 5, 14, 5,
        ("不红了", "忍住没上酸", "今天补了两次防晒", "", ""), 3,
    ),
    "手作盘扣班": Habit(
        "每天一颗盘扣", "剪、缝、盘、收，做完拍一张放群里。", 5, 28, 6, ("第一颗像花卷", "手稳多了", "拆了重来", ""), 1
    ),
}  # fmt: skip
