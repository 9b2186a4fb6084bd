"""Whose identities are these? A bulk look-up for imports."""

from __future__ import annotations

from collections.abc import Sequence

from siyu.domains.accounts.models import Account
from siyu.domains.fans.models import Identity
from siyu.platform.db import bulk


def identity_owners(account: Account, kind: str, channel: str, values: Sequence[str]) -> list[tuple[str, int, int]]:
    """(value, identity id, person id) of those values of one kind and channel that are known."""
    where = {"account_id": account.pk, "kind": kind, "channel": channel}
    return bulk.lookup(Identity, "value", values, ("value", "id", "person_id"), where)
