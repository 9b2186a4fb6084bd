"""Searching in everything that registered to be found: among all kinds, in one kind, and what may be meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from siyu.kernel.errors import NotFound
from siyu.kernel.text import plain_letters
from siyu.platform.search.find import find
from siyu.platform.search.kinds import SearchKind, kinds, ordered

PAGE: Final = 20
IDEAS: Final = 8
QUERY_LONGEST: Final = 40


@dataclass(frozen=True)
class Shelf:
    """What was found of one kind; `next_offset` 0: that is all."""

    name: str
    kind: SearchKind
    found: list[Any]
    next_offset: int = 0


def search_all(user: Any, words: str) -> list[Shelf]:
    """The best of every kind; kinds of which nothing was found are left out."""
    shelves = [_shelf(user, words, name, kind, kind.beside, 0) for name, kind in ordered()]
    return [shelf for shelf in shelves if shelf.found]


def search_kind(user: Any, words: str, name: str, offset: int = 0) -> Shelf:
    """A page of one kind; raises NotFound for a kind that nobody registered."""
    if name not in kinds:
        raise NotFound("Nothing of that kind can be searched.")
    return _shelf(user, words, name, kinds[name], PAGE, max(0, offset))


def ideas(words: str) -> list[str]:
    """What somebody may mean who typed this so far: topics and accounts, then titles, that hold it; each once."""
    found: list[str] = []
    for name in ("topic", "account", "note"):
        if name in kinds:
            hits = [hit for hit in find(words, name, limit=IDEAS) if hit.exact]
            found += [_called(one) for one in kinds[name].show(_NOBODY, [hit.object_id for hit in hits])]
    folded = plain_letters(words)
    fitting = [one for one in dict.fromkeys(found) if one and folded in plain_letters(one)]
    return fitting[:IDEAS]


def _shelf(user: Any, words: str, name: str, kind: SearchKind, most: int, offset: int) -> Shelf:
    hits = find(words, name, limit=most + 1, offset=offset)
    found = kind.show(user, [hit.object_id for hit in hits[:most]])
    return Shelf(name, kind, found, offset + most if len(hits) > most else 0)


def _called(one: Any) -> str:
    account = getattr(one, "account", None)
    return str(getattr(one, "title", "") or getattr(one, "name", "") or getattr(account, "name", ""))


class _Nobody:
    is_authenticated = False
    pk = None


_NOBODY: Final = _Nobody()
