"""What the demo's groups vote on, and why segments are led into them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from siyu.domains.polls.types import PollForm


@dataclass(frozen=True)
class Ask:
    """A poll: `liking` says how much more often one choice is taken than another."""

    question: str
    choices: tuple[str, ...]
    liking: tuple[int, ...]
    most: int = 1
    voters: int = 12

    def form(self, deadline: datetime) -> PollForm:
        """The form as who asks fills it in."""
        return PollForm(self.question, self.choices, most=self.most, deadline=deadline)


POLLS: Final = {
    "云裳记 · 老友一群": Ask(
        "周日茶会喝什么？", ("老白茶煮陈皮", "桂花乌龙", "正山小种", "都行，听群主的"), (5, 4, 2, 1), 2, 18
    ),
    "尺码互助群": Ask("下一批新品先上哪个颜色？", ("墨绿", "月白", "酒红", "烟灰紫"), (5, 3, 3, 1)),
    "新品试穿官": Ask("这期试穿最想要什么？", ("香云纱半袖", "真丝改良款", "棉麻通勤款"), (4, 4, 2), 1, 8),
}
ROUTES: Final = (
    ("超级会员", "超级会员服务群", "专属搭配师在这里，尺码、改衣、预留新品都可以找她。"),
    ("90天未复购的旗袍买家", "云裳记 · 老友一群", "好久不见，周日有茶会，来坐坐。"),
    ("群里活跃，还没下过单", "尺码互助群", "拿不准尺码就来问，过来人都在。"),
)
