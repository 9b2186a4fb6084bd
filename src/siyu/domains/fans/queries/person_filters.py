"""What a fans list may be narrowed by, as pages, saved views, exports and bulk acts all hand it around."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any, Final

from siyu.domains.fans.errors import BadFilters
from siyu.domains.fans.rules import SCORES, STAGES

SORTS: Final = ("-net_paid", "net_paid", "-last_order", "last_order", "-orders", "orders", "-newest", "newest")
NO_TIER: Final = "none"
BIRTHDAYS: Final = {"today": 1, "week": 7}


@dataclass(frozen=True)
class PersonFilters:
    """All conditions hold together; empty ones do not narrow. Ranges include both ends; amounts in fen.

    `segment` is the slug of a saved segment; its members are asked for anew each time.
    `search` finds a part of a name, key or remark, or a whole phone number, e-mail or nick.
    `tier` may be `none`. A person must wear every tag named. `birthday` is `today` or `week` (the next seven days).
    `joined_from` is the first day on which we knew the person. Days are those of the account.
    """

    search: str = ""
    tier: str = ""
    stage: str = ""
    segment: str = ""
    channel: str = ""
    tags: tuple[str, ...] = ()
    rfm_r: tuple[int, ...] = ()
    rfm_f: tuple[int, ...] = ()
    rfm_m: tuple[int, ...] = ()
    net_paid_min: int | None = None
    net_paid_max: int | None = None
    orders_min: int | None = None
    orders_max: int | None = None
    last_order_from: date | None = None
    last_order_to: date | None = None
    birthday: str = ""
    joined_from: date | None = None
    sort: str = "-net_paid"

    @classmethod
    def from_query(cls, query: Mapping[str, Any]) -> PersonFilters:
        """Read a request's query (a QueryDict) or a saved view's JSON; keys not of this list are left to the page.

        Raises BadFilters naming the field.
        """
        read: dict[str, Any] = {}
        for field in fields(cls):
            values = [value for value in _values(query, field.name) if value not in ("", None)]
            if not values:
                continue
            try:
                read[field.name] = _READERS[field.name](values)
            except (ValueError, TypeError) as wrong:
                raise BadFilters(field=field.name, value=str(values[0])[:80]) from wrong
        return cls(**read)

    def to_query(self) -> dict[str, Any]:
        """What differs from no filters at all, as JSON values; from_query reads it back."""
        found: dict[str, Any] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value != field.default:
                found[field.name] = (
                    list(value) if isinstance(value, tuple) else value.isoformat() if isinstance(value, date) else value
                )
        return found

    @property
    def narrowing(self) -> bool:
        """Whether anything narrows the list at all (the order does not)."""
        return bool(self.to_query().keys() - {"sort"})


def birthdays(today: date, days: int) -> list[str]:
    """So many days from today as MM-DD; 29 February is kept on the 28th in years without one."""
    found = [(today + timedelta(days=ahead)).strftime("%m-%d") for ahead in range(days)]
    return [*found, "02-29"] if "02-28" in found and not isleap(today.year) else found


def _values(query: Mapping[str, Any], name: str) -> list[Any]:
    getlist: Callable[[str], list[Any]] | None = getattr(query, "getlist", None)
    if getlist is not None:
        return getlist(name)
    value = query.get(name)
    return list(value) if isinstance(value, list | tuple) else [value]


def _text(values: list[Any]) -> str:
    return str(values[-1]).strip()[:120]


def _whole(values: list[Any]) -> int:
    number = int(str(values[-1]))
    if abs(number) > 10**15:
        raise ValueError("beyond any amount")
    return number


def _day(values: list[Any]) -> date:
    return date.fromisoformat(str(values[-1]))


def _one_of(allowed: Iterable[str]) -> Callable[[list[Any]], str]:
    known = frozenset(allowed)

    def read(values: list[Any]) -> str:
        if values[-1] not in known:
            raise ValueError("not one of the choices")
        return str(values[-1])

    return read


def _scores(values: list[Any]) -> tuple[int, ...]:
    scores = tuple(sorted({int(str(value)) for value in values}))
    if not all(1 <= score <= SCORES for score in scores):
        raise ValueError("scores go from 1 to 5")
    return scores


def _names(values: list[Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(value).strip()[:40] for value in values))


_READERS: Final[dict[str, Callable[[list[Any]], Any]]] = {
    "search": _text,
    "tier": _text,
    "stage": _one_of(STAGES),
    "segment": _text,
    "channel": _text,
    "tags": _names,
    "rfm_r": _scores,
    "rfm_f": _scores,
    "rfm_m": _scores,
    "net_paid_min": _whole,
    "net_paid_max": _whole,
    "orders_min": _whole,
    "orders_max": _whole,
    "last_order_from": _day,
    "last_order_to": _day,
    "birthday": _one_of(BIRTHDAYS),
    "joined_from": _day,
    "sort": _one_of(SORTS),
}
