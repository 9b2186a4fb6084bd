"""Ready-made segments that most brands need first; each is a tree to start from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Idea:
    """A segment worth having, with the reason why."""

    name: str
    title: Promise
    why: Promise
    icon: str
    tree: dict[str, Any]


IDEAS: Final[dict[str, Idea]] = {
    idea.name: idea
    for idea in (
        Idea(
            "lapsed",
            _("Bought before, not for 90 days"),
            _("They know you already. A greeting with a reason costs less than any new customer."),
            "clock",
            {"all": [{"attr": "orders", "gte": 1}, {"not": {"event": "order.paid", "within_days": 90}}]},
        ),
        Idea(
            "watched",
            _("Watched live within 30 days, bought nothing"),
            _("They gave you their evening. Tonight's programme or a small coupon may be all that is missing."),
            "live",
            {
                "all": [
                    {"event": "live.entered", "within_days": 30},
                    {"not": {"event": "order.paid", "within_days": 30}},
                ]
            },
        ),
        Idea(
            "leaving",
            _("Super members about to leave"),
            _("Few people, most of the money: worth a call by hand before they are gone."),
            "heart",
            {"all": [{"tier": "super"}, {"attr": "days_since_last_order", "gte": 60}]},
        ),
    )
}
