"""Keep since when persons and identities are known: the earliest evidence counts, in whatever order it arrives."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.db import models

from siyu.domains.accounts.models import Account
from siyu.domains.fans.models import Identity, Person
from siyu.platform.db import bulk

_SECONDS: Final = len("2024-05-01 02:00:00")


def note_first_seen(account: Account, persons: Mapping[int, str], identities: Mapping[int, str]) -> int:
    """Move the first sight of some back where the evidence is older (UTC text to the second); answers how many moved.

    Call inside the transaction that brings the evidence. Exports list the newest orders first, and older ones come
    with a later file: without this a fan of years would count as new.
    """
    return _lower(account, Person, "created_at", persons) + _lower(account, Identity, "first_seen_at", identities)


def _lower(account: Account, model: type[models.Model], column: str, seen: Mapping[int, str]) -> int:
    kept = bulk.lookup(model, "id", list(seen), ("id", column), {"account_id": account.pk})
    earlier = [(seen[pk], pk) for pk, at in kept if seen[pk] < _text(at)]
    bulk.update_rows(model, (column,), earlier)
    return len(earlier)


def _text(at: datetime | str) -> str:
    """What the database keeps, as UTC text to the second: SQLite answers text, PostgreSQL an instant."""
    return at[:_SECONDS] if isinstance(at, str) else bulk.utc_text(at)[:_SECONDS]
