"""What a chain says no to; the words for people are made where they are raised."""

from __future__ import annotations

from siyu.kernel.errors import SiyuError


class ChainOver(SiyuError):
    """Nobody joins, changes or withdraws now; `data["state"]` says why: over, closed, cancelled."""

    code = "chain_over"
    status = 409


class NotEnoughLeft(SiyuError):
    """Less is left than was asked for; `data["item"]` names the item (empty: the chain as a whole)."""

    code = "not_enough_left"
    status = 409


class EntryRemoved(SiyuError):
    """Whoever leads took the entry out: only they bring it back."""

    code = "entry_removed"
    status = 409


class PickedUp(SiyuError):
    """What was picked up stays as it is."""

    code = "picked_up"
    status = 409
