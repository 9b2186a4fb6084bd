"""Members as tables show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from siyu.domains.accounts.models import Account
from siyu.domains.fans.conf import fans_conf
from siyu.domains.segments.types import Counted, Sampled


@dataclass(frozen=True)
class MemberRow:
    """A member with the word of their tier."""

    row: Sampled
    tier_word: str


def member_rows(account: Account, rows: Sequence[Sampled]) -> list[MemberRow]:
    """Members with their tiers in the active language."""
    chinese = (get_language() or "").startswith("zh")
    words = {step.code: step.zh if chinese else step.en for step in fans_conf(account).tiers}
    return [MemberRow(row, words.get(row.tier, row.tier)) for row in rows]


def share_of(counted: Counted) -> float | None:
    """The segment's share of all fans; None where there are none."""
    return counted.count / counted.population if counted.population else None
