"""Kinds of things that can be found: each domain registers its own; the search page and reindexing go through all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from siyu.platform.registry import Registry
from siyu.platform.search.index import Entry


@dataclass(frozen=True)
class SearchKind:
    """One kind, in the search page's order. Its name is the `kind` of the index (at most 16 letters).

    `show(user, object_ids)` answers what the asker may see of these, in the same order, whatever `template` renders as
    `one`. `entries()` yields everything that should be found, for indexing anew. `beside` are shown among all kinds;
    `tiles` stand in two columns, others in rows.
    """

    label: str | Promise
    order: int
    template: str
    show: Callable[[Any, Sequence[str]], list[Any]]
    entries: Callable[[], Iterable[Entry]]
    beside: int = 3
    tiles: bool = False


kinds: Registry[SearchKind] = Registry("search.kinds")


def ordered() -> list[tuple[str, SearchKind]]:
    """Every kind, in order."""
    return sorted(kinds, key=lambda pair: pair[1].order)
