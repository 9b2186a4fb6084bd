"""Keep since when persons and identities are known: the earliest evidence counts, in whatever order it arrives."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models

from siyu.domains.accounts.models import Account
from siyu.domains.fans.models import Identity, Person
from siyu.platform.db import bulk


def note_first_seen(account: Account, persons: Mapping[int, str], identities: Mapping[int, str]) -> int:
    """Move the first sight of some back where the evidence is older (UTC text to the second); answers how many moved.

    Call inside the transaction that brings the evidence. Exports list the newest orders first, and older ones come
    with a later file: without this a fan of years would count as new.
    """
    return _lower(account, Person, "created_at", persons) + _lower(account, Identity, "first_seen_at", identities)


def _lower(account: Account, model: type[models.Model], column: str, seen: Mapping[int, str]) -> int:
    return bulk.lower_rows(model, column, [(at, pk) for pk, at in seen.items()], {"account_id": account.pk})
