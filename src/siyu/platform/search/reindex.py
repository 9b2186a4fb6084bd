"""Index everything anew: what is missing comes in, what should not be found goes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, TypeVar

from django.db import transaction

from siyu.platform.search.index import put, remove
from siyu.platform.search.kinds import ordered
from siyu.platform.search.models import SearchEntry

AT_ONCE: Final = 500
Item = TypeVar("Item")


def reindex() -> dict[str, int]:
    """Every registered kind, batch by batch while others go on; answers how many of each stand in the index."""
    found: dict[str, int] = {}
    for name, kind in ordered():
        known = set(SearchEntry.objects.filter(kind=name).values_list("object_id", flat=True))
        kept: set[str] = set()
        for batch in _batches(kind.entries()):
            with transaction.atomic():
                put(name, batch)
            kept.update(entry.object_id for entry in batch)
        for gone in _batches(sorted(known - kept)):
            with transaction.atomic():
                remove(name, gone)
        found[name] = len(kept)
    return found


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    rest = iter(items)
    while batch := list(islice(rest, AT_ONCE)):
        yield batch
