"""How much was shown, and of whom: an account's own days, and the platform's share of ordinary accounts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Sum

from siyu.domains.accounts.types import Desk
from siyu.domains.notes.actions.make_edition import today
from siyu.domains.notes.models import Exposure, FeedAccount
from siyu.domains.notes.ranking.lanes import ORDINARY_SHARE

DAYS: Final = 14
_WHY: Final = "the public traffic rule is measured over all accounts"


@dataclass(frozen=True)
class OwnDay:
    """A day of one account: cards served and seen, both surfaces together."""

    day: date
    served: int
    seen: int


@dataclass(frozen=True)
class PlatformDay:
    """A day of one surface: all cards, those of ordinary accounts, those that stood in for missing ones."""

    day: date
    surface: str
    served: int
    ordinary: int
    short: int
    seen: int
    seen_ordinary: int

    @property
    def share(self) -> float | None:
        """The share of ordinary accounts of what was served; None where nothing was."""
        return self.ordinary / self.served if self.served else None

    @property
    def seen_share(self) -> float | None:
        """The same of what came into view."""
        return self.seen_ordinary / self.seen if self.seen else None

    @property
    def kept(self) -> bool:
        """Whether the rule held, or only failed for want of notes by ordinary accounts."""
        return self.ordinary + self.short >= ORDINARY_SHARE * self.served


def own_days(desk: Desk, days: int = DAYS) -> list[OwnDay]:
    """The last days of the account, the newest first; days without a card are left out. One query."""
    desk.require("content.view")
    rows = Exposure.objects.of(desk.account).filter(day__gt=today() - timedelta(days=days)).order_by("-day")
    sums = rows.values_list("day").annotate(served=Sum("served"), seen=Sum("seen"))
    return [OwnDay(*row) for row in sums]


def account_in_feeds(desk: Desk) -> FeedAccount:
    """Its class, fan value and parts; an unsaved ordinary one before it ever published."""
    desk.require("content.view")
    return FeedAccount.objects.filter(pk=desk.account.pk).first() or FeedAccount(account=desk.account)


def platform_days(days: int = DAYS) -> list[PlatformDay]:
    """Discover and featured over the last days, the newest first: figures of all accounts together. One query."""
    rows = Exposure.objects.unscoped(_WHY).filter(day__gt=today() - timedelta(days=days)).order_by()
    sums = rows.values_list("day", "surface", "ordinary").annotate(a=Sum("served"), b=Sum("short"), c=Sum("seen"))
    both: defaultdict[tuple[date, str], dict[bool, tuple[int, int, int]]] = defaultdict(dict)
    for day, surface, ordinary, served, short, seen in sums:
        both[day, surface][ordinary] = (served, short, seen)
    found = []
    for (day, surface), classes in sorted(both.items(), reverse=True):
        ours, theirs = classes.get(True, (0, 0, 0)), classes.get(False, (0, 0, 0))
        found.append(
            PlatformDay(
                day=day, surface=surface, served=ours[0] + theirs[0], ordinary=ours[0], short=theirs[1],
                seen=ours[2] + theirs[2], seen_ordinary=ours[2],
            )
        )  # fmt: skip
    return found
