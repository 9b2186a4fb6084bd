"""What an account may tune about its fans: tiers, grace, life cycle, intimacy. Read from `Account.settings["fans"]`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from siyu.domains.accounts.models import Account
from siyu.domains.facts.kinds import KINDS


@dataclass(frozen=True)
class TierStep:
    """One tier: its code in data, its words on screen, and the net paid fen from which it holds."""

    code: str
    zh: str
    en: str
    from_fen: int


DEFAULT_TIERS: Final = (
    TierStep("super", "超级会员", "Super member", 300_000),
    TierStep("gold", "金卡会员", "Gold member", 100_000),
    TierStep("silver", "银卡会员", "Silver member", 30_000),
    TierStep("member", "会员", "Member", 1),
)
"""Highest first; the super threshold of 3,000 yuan is the field's figure (requirements S13.4)."""

DEFAULT_POINTS: Final[Mapping[str, int]] = {
    "account.followed": 5, "account.unfollowed": -5,
    "note.liked": 1, "note.collected": 2, "note.commented": 3, "note.shared": 8,
    "group.joined": 5, "group.left": -5, "group.messaged": 1, "group.checked_in": 3,
    "poll.voted": 2, "chain.joined": 5, "packet.opened": 1, "programme.attended": 3,
    "live.entered": 1, "live.commented": 2, "live.liked": 1, "live.shared": 8, "live.gifted": 5,
    "cart.added": 1, "order.paid": 20, "order.reviewed": 10, "order.refunded": -10,
    "course.enrolled": 10, "lesson.completed": 3, "course.reviewed": 8, "coupon.used": 3,
    "lottery.entered": 1, "quiz.answered": 3, "list.subscribed": 3,
    "referral.invited": 10, "referral.joined": 5, "message.clicked": 1, "message.refused": -5,
}  # fmt: skip
"""Intimacy 亲密度: points of one fact of each kind at the moment it happens; kinds not named give none."""


@dataclass(frozen=True)
class FansConf:
    """The tuned rules of one account."""

    tiers: tuple[TierStep, ...] = DEFAULT_TIERS
    grace_days: int = 7
    tier_window_days: int | None = None
    loyal_orders: int = 3
    lapsing_after: float = 2.0
    lost_after: float = 4.0
    half_life_days: float = 30.0
    points: Mapping[str, int] = field(default_factory=lambda: DEFAULT_POINTS)

    def step(self, code: str) -> TierStep | None:
        """The tier of a code, None for no tier or a tier that is no more."""
        return next((step for step in self.tiers if step.code == code), None)


def fans_conf(account: Account) -> FansConf:
    """The account's rules: its settings over the defaults. Raises ValueError when they make no sense."""
    tuned: dict[str, Any] = dict(account.settings.get("fans") or {})
    if "tiers" in tuned:
        tuned["tiers"] = _tiers(tuned["tiers"])
    if "points" in tuned:
        tuned["points"] = _points(tuned["points"])
    return FansConf(**{name: value for name, value in tuned.items() if name in FansConf.__dataclass_fields__})


def _tiers(rows: list[dict[str, Any]]) -> tuple[TierStep, ...]:
    steps = [TierStep(str(row["code"]), str(row["zh"]), str(row["en"]), int(row["from_fen"])) for row in rows]
    if len({step.code for step in steps}) < len(steps) or any(step.from_fen < 1 or not step.code for step in steps):
        raise ValueError("tiers need codes of their own and thresholds above zero")
    return tuple(sorted(steps, key=lambda step: -step.from_fen))


def _points(rows: Mapping[str, int]) -> dict[str, int]:
    unknown = rows.keys() - KINDS.keys()
    if unknown:
        raise ValueError(f"no such kind of fact: {', '.join(sorted(unknown))}")
    return {kind: int(value) for kind, value in rows.items()}
