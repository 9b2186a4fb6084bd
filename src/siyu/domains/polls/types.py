"""Shapes of polls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from siyu.domains.polls.models import Poll

SHOWS_LABELS: Final[dict[str, Promise]] = {
    "always": _("Everyone, at any time"), "voted": _("Whoever has voted"), "closed": _("Everyone, once it is over"),
}  # fmt: skip
TARGET: Final = "poll"


@dataclass(frozen=True)
class PollForm:
    """What somebody asks a group. `most` is how many choices may be taken, 1 for a single choice."""

    question: str
    choices: tuple[str, ...]
    most: int = 1
    anonymous: bool = False
    changeable: bool = True
    shows: str = "always"
    deadline: datetime | None = None


@dataclass(frozen=True)
class Bar:
    """A choice with its count, as far as the viewer may see it, and whether their own vote takes it."""

    number: int
    text: str
    votes: int
    percent: int
    mine: bool = False
    wins: bool = False

    @property
    def said(self) -> str:
        """The count and its share, as pages and the realtime event say it."""
        return f"{self.votes} · {self.percent}%"


@dataclass(frozen=True)
class PollView:
    """A poll as one viewer sees it: `counted` whether counts are shown, `votes_now` whether they may vote or change."""

    poll: Poll
    bars: list[Bar]
    voters: int
    voted: bool
    over: bool
    counted: bool
    votes_now: bool

    @property
    def ends(self) -> str:
        """When it ends by the account's clock; empty without a deadline."""
        if self.poll.deadline is None:
            return ""
        zone = ZoneInfo(self.poll.group.account.time_zone)
        return self.poll.deadline.astimezone(zone).strftime("%m-%d %H:%M")

    @property
    def winners(self) -> list[Bar]:
        """The choices with the most votes; empty while counts are not shown."""
        return [bar for bar in self.bars if bar.wins]
