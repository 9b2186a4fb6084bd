"""The words that the builder offers: event kinds, attributes, channels, tags, tiers, saved segments."""

from __future__ import annotations

from siyu.domains.accounts.models import Account
from siyu.domains.segments.types import Vocabulary


def vocabulary(account: Account) -> Vocabulary:
    """Everything the builder can offer for this account, words in the active language."""
    raise NotImplementedError
