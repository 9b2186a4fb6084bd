"""How many wished, how many came, and how many did both."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from siyu.domains.programmes.models import Attendance, Entry, Wish
from siyu.domains.programmes.rules import share


@dataclass(frozen=True)
class Counts:
    """Of one entry."""

    wished: int = 0
    came: int = 0
    both: int = 0

    @property
    def share(self) -> float | None:
        """Of those who wished a reminder, who came; None while nobody wished."""
        return share(self.both, self.wished)


def counts_of(entries: Collection[Entry]) -> dict[int, Counts]:
    """Entry id → its counts. Three queries for any number, none for none."""
    if not entries:
        return {}
    account, ids = next(iter(entries)).account_id, [entry.pk for entry in entries]
    wishes, attendances = Wish.objects.of(account), Attendance.objects.of(account).filter(entry__in=ids)
    wished = _by_entry(wishes.filter(entry__in=ids))
    came = _by_entry(attendances)
    both = _by_entry(attendances.filter(Exists(wishes.filter(entry=OuterRef("entry"), user=OuterRef("user")))))
    return {pk: Counts(wished.get(pk, 0), came.get(pk, 0), both.get(pk, 0)) for pk in ids}


def _by_entry(rows: QuerySet[Any]) -> dict[int, int]:
    return dict(rows.values("entry").annotate(n=Count("pk")).values_list("entry", "n"))
