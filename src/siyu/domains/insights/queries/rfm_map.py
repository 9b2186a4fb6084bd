"""The RFM map: how many people and how much money stand in each field."""

from __future__ import annotations

from siyu.domains.accounts.models import Account
from siyu.domains.insights.types import RfmMap


def rfm_map(account: Account) -> RfmMap:
    """Persons and net paid per recency x frequency cell and per named group, from the standings as last computed."""
    raise NotImplementedError
