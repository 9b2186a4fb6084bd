"""Shapes of routing, and the words for what a route decides."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from siyu.domains.groups.models import Group
from siyu.domains.routing.models import Route

VERDICT_LABELS: Final[dict[str, Promise]] = {
    "invite": _("will be invited"), "there": _("are there already or applied"), "invited": _("were invited before"),
    "out": _("left, were refused or put out"), "blocked": _("have blocked the account"),
    "full": _("fit, but no place is left"), "strangers": _("fans without a log-in: no way to invite them here"),
}  # fmt: skip


@dataclass(frozen=True)
class RouteForm:
    """What staff say of a route."""

    group: str
    segment: str = ""
    words: str = ""


@dataclass(frozen=True)
class Leg:
    """What one route would do now: users by verdict, `strangers` are fans who cannot be reached in the app.

    `opens`: nobody has a place yet, the next parallel group would open.
    """

    route: Route
    target: Group
    verdicts: dict[int, str] = field(default_factory=dict)
    strangers: int = 0
    opens: bool = False
    fault: str = ""

    @property
    def users(self) -> list[int]:
        """Whom it would invite."""
        return [user for user, what in self.verdicts.items() if what == "invite"]
