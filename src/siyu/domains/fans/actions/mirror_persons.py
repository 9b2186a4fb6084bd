"""Keep the event store's mirror of living persons in line with the table of persons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pyarrow as pa

from siyu.domains.accounts.models import Account
from siyu.domains.fans.models import Person
from siyu.domains.fans.queries.leading import checked
from siyu.domains.fans.queries.person_search import searched_words
from siyu.domains.fans.queries.person_trees import chunks
from siyu.platform import eventstore
from siyu.platform.eventstore.schema import PERSONS

CHUNK: Final = 50_000
_COLUMNS: Final = ("pk", "key", "city", "birthday_md", "name")


def mirror_persons(account: Account, persons: Sequence[int] | None = None) -> int:
    """Mirror the living among some persons (or all of the account) and forget the others; answers how many live."""
    if persons is None:
        return _mirror_all(account)
    living = 0
    for batch in chunks(dict.fromkeys(persons)):
        rows = list(checked(Person, account).filter(pk__in=batch, merged_into=None).values_list(*_COLUMNS))
        living += _show(account, rows)
        _forget(account, set(batch) - {row[0] for row in rows})
    return living


def _mirror_all(account: Account) -> int:
    living: list[int] = []
    people = Person.objects.of(account).filter(merged_into=None).order_by("pk")
    rows = list(people.values_list(*_COLUMNS)[:CHUNK])
    while rows:
        _show(account, rows)
        living += [row[0] for row in rows]
        rows = list(people.filter(pk__gt=rows[-1][0]).values_list(*_COLUMNS)[:CHUNK])
    shown = eventstore.connect().query("SELECT person FROM persons WHERE account = $account", {"account": account.pk})[
        "person"
    ]
    _forget(account, np.setdiff1d(shown.to_numpy(), np.array(living, np.int64)).tolist())
    return len(living)


def _show(account: Account, rows: Sequence[tuple[int, str, str, str, str]]) -> int:
    if rows:
        ids, keys, cities, birthdays, names = zip(*rows, strict=True)
        columns = [
            [account.pk] * len(rows),
            ids,
            keys,
            [city or None for city in cities],
            [day or None for day in birthdays],
            [searched_words(name, key) for name, key in zip(names, keys, strict=True)],
        ]
        arrays = [pa.array(column, kind.type) for column, kind in zip(columns, PERSONS, strict=True)]
        eventstore.connect().mirror_persons(account.pk, pa.Table.from_arrays(arrays, schema=PERSONS))
    return len(rows)


def _forget(account: Account, gone: Sequence[int] | set[int]) -> None:
    if gone:
        eventstore.connect().forget_persons(account.pk, sorted(gone))
