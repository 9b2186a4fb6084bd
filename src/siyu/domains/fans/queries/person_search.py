"""Finding persons by what staff type: a part of a name, key or remark, or a whole identity.

Only the event store's mirror is scanned fast enough for the inside of names: 20 ms for a million (DuckDB). When it
cannot be asked, and for persons so new that the mirror lacks them, names are found by their beginning.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.db import connection
from django.db.models import Q, QuerySet

from siyu.domains.accounts.models import Account
from siyu.domains.fans.models import Identity, Person
from siyu.domains.fans.queries.channels import channels_known
from siyu.domains.fans.queries.identity_values import email_value, phone_value, plain_phone
from siyu.domains.fans.queries.leading import checked
from siyu.kernel.text import fold
from siyu.platform import eventstore
from siyu.platform.eventstore.errors import StoreError

SEARCH_LIMIT: Final = 500
"""At most this many persons by a beginning, a remark or an identity: people type more when there are more."""
INSIDE_LIMIT: Final = 10_000
"""So many persons at most are named one by one; a text that more of them contain is looked up row by row."""
PATIENCE: Final = 2.0
"""Seconds to wait for an event store that does not answer, before doing without."""

_LAST: Final = "\U0010ffff"
_BETWEEN: Final = "\x1f"
_INSIDE: Final = "SELECT person FROM persons WHERE account = $account AND contains(words, $text) LIMIT $most"


@dataclass(frozen=True)
class Hits:
    """Who was found: best first by id, or (when they are too many to name) as persons to look up row by row."""

    ids: list[int]
    looked_up: QuerySet[Person] | None = None


def search(account: Account, text: str) -> Hits:
    """Persons found by a text; a whole phone number finds by its keyed hash only. Five queries at most."""
    phone = plain_phone(text)
    if phone:
        return Hits(_by_identity(account, Q(kind=Identity.Kind.PHONE, channel="", value=phone_value(phone))))
    people = Person.objects.of(account).filter(merged_into=None)
    named = people.filter(beginning("name", text)).order_by("name").values_list("pk", flat=True)
    remarked = people.exclude(remark="").filter(remark__icontains=text).values_list("pk", flat=True)
    values = {text, text.strip(), email_value(text)}
    kinds = [kind for kind in Identity.Kind.values if kind != Identity.Kind.PHONE]
    exact = Q(kind__in=kinds, channel__in=channels_known(account), value__in=values)
    keyed = people.filter(key=text).values_list("pk", flat=True)
    told = [*keyed, *_by_identity(account, exact), *named[:SEARCH_LIMIT], *remarked[:SEARCH_LIMIT]]
    inside = _inside(account, text)
    ids = list(dict.fromkeys([*told, *inside[:INSIDE_LIMIT]]))
    if len(inside) <= INSIDE_LIMIT:
        return Hits(ids)
    within = Q(name__icontains=text) | Q(key__icontains=text) | Q(remark__icontains=text) | Q(pk__in=told)
    return Hits(ids, checked(Person, account).filter(within, merged_into=None))


def searched_words(name: str, key: str) -> str:
    """What the mirror keeps of a person for searching: name and key folded, once if they are the same."""
    folded, of_key = fold(name), fold(key)
    return folded if of_key in folded else f"{folded}{_BETWEEN}{of_key}"


def beginning(field: str, text: str) -> Q:
    """A condition that a text column begins so, in the form that each database's index serves."""
    if connection.vendor == "postgresql":
        return Q(**{f"{field}__startswith": text})
    return Q(**{f"{field}__gte": text, f"{field}__lt": text + _LAST})


def _inside(account: Account, text: str) -> list[int]:
    """Persons whose name or key contains the text, one more than the limit at most; none without an event store."""
    folded = fold(text)
    if not folded:
        return []
    asked = {"account": account.pk, "text": folded, "most": INSIDE_LIMIT + 1}
    try:
        found = eventstore.connect().query(_INSIDE, asked, patience=PATIENCE)
    except StoreError:  # the list still opens; beginnings of names are found without it
        return []
    ids: list[int] = found["person"].to_pylist()
    return ids


def _by_identity(account: Account, condition: Q) -> list[int]:
    found: Any = Identity.objects.of(account).filter(condition).values_list("person_id", flat=True)
    return list(found[:SEARCH_LIMIT])
