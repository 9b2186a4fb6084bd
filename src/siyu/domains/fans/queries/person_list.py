"""The fans list: pages by keyset, a count that stops at a limit, and a stream for exports."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from siyu.domains.accounts.models import Account
from siyu.domains.fans.queries import person_narrowing as narrowing
from siyu.domains.fans.queries.person_filters import PersonFilters
from siyu.domains.fans.queries.person_rows import rows_of
from siyu.domains.fans.types import Counted, PersonRow
from siyu.kernel.paging import Page, decode_cursor, encode_cursor

__all__ = ["COUNT_LIMIT", "PAGE", "PersonFilters", "count", "matching_ids", "page", "stream"]

PAGE: Final = 50
COUNT_LIMIT: Final = 10_000
STREAM: Final = 1_000


def page(
    account: Account,
    filters: PersonFilters,
    cursor: str | None = None,
    *,
    size: int = PAGE,
    plan: narrowing.Plan | None = None,
) -> Page[PersonRow]:
    """One page of the list; who has made the plan already hands it in.

    Persons without an order stand behind the others when sorted by last order.

    The number of queries depends on which filters are set, never on rows. Raises BadFilters, ValueError for a
    broken cursor. Only persons with a standing appear, except in the order of newness: a person seen for the
    first time gets theirs when the outbox delivers, seconds later.
    """
    after, backwards = _position(cursor)
    plan = plan or narrowing.plan(account, filters)
    found = narrowing.ids_in_order(plan, after, backwards=backwards, limit=size + 1)
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    rows = rows_of(account, [person for person, _ in found])
    return Page(
        rows,
        next_cursor=_cursor(found[-1], "n") if found and (more or backwards) else None,
        previous_cursor=_cursor(found[0], "p") if found and (more if backwards else after is not None) else None,
    )


def count(account: Account, filters: PersonFilters, *, plan: narrowing.Plan | None = None) -> Counted:
    """How many persons match, counting up to COUNT_LIMIT, or a tenth of it where each row must be looked up."""
    plan = plan or narrowing.plan(account, filters)
    limit = COUNT_LIMIT // 10 if plan.looks_up else COUNT_LIMIT
    number = narrowing.count(plan, limit + 1)
    return Counted(min(number, limit), exact=number <= limit)


def stream(account: Account, filters: PersonFilters) -> Iterator[PersonRow]:
    """Every matching person in order, page after page: memory stays flat.

    Raises BadFilters, SegmentUnreachable at once, not when the first row is taken.
    """
    return _rows(account, narrowing.plan(account, filters))


def _rows(account: Account, plan: narrowing.Plan) -> Iterator[PersonRow]:
    ids = (person for person, _ in _walk(plan))
    while batch := list(islice(ids, STREAM)):
        yield from rows_of(account, batch)


def matching_ids(account: Account, filters: PersonFilters) -> Iterator[int]:
    """The ids of every matching person in order."""
    return (person for person, _ in _walk(narrowing.plan(account, filters)))


def _walk(plan: narrowing.Plan) -> Iterator[tuple[int, Any]]:
    after = None
    while batch := narrowing.ids_in_order(plan, after, backwards=False, limit=STREAM):
        yield from batch
        after = (batch[-1][1], batch[-1][0])


def _position(cursor: str | None) -> tuple[tuple[Any, int] | None, bool]:
    if not cursor:
        return None, False
    direction, value, person = decode_cursor(cursor, 3)
    if direction not in ("n", "p") or not isinstance(person, int) or not isinstance(value, int | None):
        raise ValueError("not a cursor of this list")
    return (value, person), direction == "p"


def _cursor(place: tuple[int, Any], direction: str) -> str:
    person, value = place
    return encode_cursor(direction, value, person)
