"""The words of what a segment can ask: attributes, tiers, comparisons, in the active language."""

from __future__ import annotations

from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from siyu.domains.facts.kinds import Kind
from siyu.domains.fans.conf import TierStep

SIGNS: Final = {"eq": "=", "gt": ">", "gte": "≥", "lt": "<", "lte": "≤"}


def chinese() -> bool:
    """Whether people read Chinese now."""
    return (get_language() or "zh").startswith("zh")


def kind_word(kind: Kind) -> str:
    """An event kind as a verb phrase."""
    return kind.zh if chinese() else kind.en


def tier_word(step: TierStep) -> str:
    """A tier's name on screen."""
    return step.zh if chinese() else step.en


def attribute_word(name: str) -> str:
    """An attribute's name on screen."""
    return {
        "orders": _("Paid orders"),
        "net_paid_fen": _("Net paid"),
        "refunded_fen": _("Refunded amount"),
        "first_order_at": _("First order"),
        "last_order_at": _("Last order"),
        "days_since_last_order": _("Days since the last order"),
        "rfm_r": _("Recency score (R)"),
        "rfm_f": _("Frequency score (F)"),
        "rfm_m": _("Monetary score (M)"),
        "intimacy": _("Intimacy"),
        "city": _("City"),
        "birthday_md": _("Birthday"),
    }[name]
