"""Figures computed a moment ago from the same data are shown again instead of being computed again."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from typing import Any, Final, TypeVar

from django.core.cache import cache
from django.utils.translation import get_language

from siyu.domains.accounts.models import Account
from siyu.kernel import clock
from siyu.platform import eventstore

KEPT_SECONDS: Final = 600
"""So old a figure may be although nothing was written: "the last 30 days" moves on by itself."""
Found = TypeVar("Found")


def kept(account: Account, what: str, compute: Callable[[], Found], *words: Any) -> Found:
    """`compute()`, or what it answered for the same words, day, language, settings and version of the account's data.

    What is kept says itself when it was computed (`computed_at`). Raises StoreError as `compute` would.
    """
    version = eventstore.connect().version(account.pk)  # asked first: what is written meanwhile is a newer version
    about = (
        what, account.pk, account.created_at, account.name, account.time_zone, account.settings,
        clock.local_day(clock.now(), account.time_zone), get_language(), version, words,
    )  # fmt: skip
    key = f"kept.{blake2b(repr(about).encode(), digest_size=16).hexdigest()}"
    found: Found | None = cache.get(key)
    if found is None:
        found = compute()
        cache.set(key, found, KEPT_SECONDS)
    return found
