"""Who stands under whom: persons merged away, and the home identities that carry facts about a person."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Final, TypeVar

from django.db.models import Min

from siyu.domains.accounts.models import Account
from siyu.domains.fans.models import Identity, Merge, Person
from siyu.domains.fans.queries.leading import checked

Item = TypeVar("Item")
CHUNK: Final = 5_000


def chunks(items: Iterable[Item], size: int = CHUNK) -> Iterator[list[Item]]:
    """Lists of at most `size` items."""
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch


def home_identities(account: Account | int, persons: Collection[int]) -> dict[int, int]:
    """The first identity of each person who has one: facts about the person are attributed to it."""
    found: dict[int, int] = {}
    for batch in chunks(persons):
        rows = checked(Identity, account).filter(person_id__in=batch).order_by().values("person_id")
        found.update(rows.annotate(home=Min("pk")).values_list("person_id", "home"))
    return found


def merged_under(account: Account | int, roots: Collection[int]) -> dict[int, int]:
    """Every person merged away into one of the roots, directly or through others → the root."""
    found: dict[int, int] = {}
    level = {root: root for root in roots}
    while level:
        below: dict[int, int] = {}
        for batch in chunks(level):
            rows = checked(Person, account).filter(merged_into_id__in=batch).values_list("pk", "merged_into_id")
            below.update((stub, level[parent]) for stub, parent in rows)
        found.update(below)
        level = below
    return found


def moved_identities(account: Account | int, stubs: Collection[int]) -> dict[int, int]:
    """For each merged-away person the first identity that its merge took from it."""
    merges = Merge.objects.of(account).filter(absorbed_id__in=list(stubs), undone_at=None)
    return {merge.absorbed_id: min(merge.identities) for merge in merges if merge.identities}
