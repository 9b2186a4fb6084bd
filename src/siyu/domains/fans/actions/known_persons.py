"""Finding persons by the external key of bulk files, and making those who are new."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import TypeVar

import polars as pl
from django.db import transaction

from siyu.domains.accounts.models import Account
from siyu.domains.fans.actions.note_first_seen import note_first_seen
from siyu.domains.fans.models import Identity, Person
from siyu.kernel import clock

Item = TypeVar("Item")
_AT_ONCE = 900  # SQLite's limit on parameters was 999 for long
_SCHEMA = {"person": pl.String, "identity": pl.Int64, "person_id": pl.Int64}


class KnownPersons:
    """Keys of one account with their identity and person; each key is looked up once a run."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._known = pl.DataFrame(schema=_SCHEMA)
        self._seen = pl.DataFrame(schema={"identity": pl.Int64, "seen": pl.Datetime("ms")})
        self.made = 0

    def of(self, facts: pl.DataFrame) -> pl.DataFrame:
        """`identity` and `person_id` for each row's key in column `person`, in the order of the rows."""
        first_seen = facts.group_by("person").agg(pl.col("happened_at").min())
        unknown = first_seen.join(self._known, on="person", how="anti")
        if unknown.height:
            found = self._find_or_make(dict(unknown.iter_rows()))
            self._known = pl.concat([self._known, found])
        self._note_first_seen(first_seen)
        return facts.select("person").join(self._known, on="person", how="left", maintain_order="left").drop("person")

    def _note_first_seen(self, first_seen: pl.DataFrame) -> None:
        """Facts may come in any order: persons are as old as the earliest; each is compared once, then remembered."""
        told = first_seen.join(self._known, on="person").join(self._seen, on="identity", how="left")
        older = told.filter((pl.col("happened_at") < pl.col("seen")).fill_null(value=True))
        if not older.height:
            return
        text = older.with_columns(text=pl.col("happened_at").dt.to_string("%Y-%m-%d %H:%M:%S"))
        by_person = dict(text.group_by("person_id").agg(pl.col("text").min()).iter_rows())
        with transaction.atomic():
            note_first_seen(self._account, by_person, dict(text.select("identity", "text").iter_rows()))
        fresh = older.select("identity", seen="happened_at")
        self._seen = pl.concat([self._seen.join(fresh, on="identity", how="anti"), fresh])

    def _find_or_make(self, first_seen: dict[str, datetime]) -> pl.DataFrame:
        rows: list[tuple[str, int, int]] = []
        for keys in _slices(iter(first_seen), _AT_ONCE):
            found = self._identities(keys)
            missing = [key for key in keys if key not in found]
            if missing:
                with transaction.atomic():
                    self._make(missing, first_seen)
                found |= self._identities(missing)
            rows += [(key, *found[key]) for key in keys]
        return pl.DataFrame(rows, schema=_SCHEMA, orient="row")

    def _identities(self, keys: list[str]) -> dict[str, tuple[int, int]]:
        rows = Identity.objects.of(self._account).filter(kind=Identity.Kind.KEY, channel="", value__in=keys)
        return {value: (pk, person) for value, pk, person in rows.values_list("value", "pk", "person_id")}

    def _make(self, keys: list[str], first_seen: dict[str, datetime]) -> None:
        """Make persons and key identities; a person who bears the key already gets the identity, merged or not."""
        now, before = clock.now(), self._persons(keys)
        self.made += len(keys) - len(before)
        Person.objects.bulk_create(
            (
                Person(account=self._account, key=key, created_at=min(now, first_seen[key].replace(tzinfo=UTC)))
                for key in keys
                if key not in before
            ),
            ignore_conflicts=True,
        )
        persons = self._persons(keys)
        Identity.objects.bulk_create(
            (
                Identity(
                    account=self._account,
                    person_id=persons[key],
                    kind=Identity.Kind.KEY,
                    value=key,
                    shown=key,
                    evidence={"from": "events"},
                    first_seen_at=first_seen[key].replace(tzinfo=UTC),
                )
                for key in keys
            ),
            ignore_conflicts=True,
        )

    def _persons(self, keys: list[str]) -> dict[str, int]:
        """The living person behind each key: of a merged one, the survivor."""
        rows = Person.objects.of(self._account).filter(key__in=keys).values_list("key", "pk", "merged_into_id")
        return {key: self._survivor(merged_into) if merged_into else pk for key, pk, merged_into in rows}

    def _survivor(self, person: int) -> int:
        onward = Person.objects.of(self._account).values_list("merged_into_id", flat=True).get(pk=person)
        return self._survivor(onward) if onward else person


def _slices(items: Iterator[Item], size: int) -> Iterator[list[Item]]:
    while part := list(islice(items, size)):
        yield part
