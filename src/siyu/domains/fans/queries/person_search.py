"""Finding persons by what staff type: a name's beginning, a part of a remark, or a whole identity."""

from __future__ import annotations

from typing import Any, Final

from django.db import connection
from django.db.models import Q

from siyu.domains.accounts.models import Account
from siyu.domains.fans.models import Identity, Person
from siyu.domains.fans.queries.channels import channels_known
from siyu.domains.fans.queries.identity_values import email_value, phone_value, plain_phone

SEARCH_LIMIT: Final = 500
"""A search answers with at most this many persons of each way of finding: people type more when there are more."""

_LAST: Final = "\U0010ffff"


def search_ids(account: Account, text: str) -> list[int]:
    """Ids of persons found by a text; a whole phone number finds by its keyed hash only. Two or three queries."""
    phone = plain_phone(text)
    if phone:
        return _by_identity(account, Q(kind=Identity.Kind.PHONE, channel="", value=phone_value(phone)))
    people = Person.objects.of(account).filter(merged_into=None)
    named = people.filter(beginning("name", text)).order_by("name").values_list("pk", flat=True)
    remarked = people.exclude(remark="").filter(remark__icontains=text).values_list("pk", flat=True)
    values = {text, text.strip(), email_value(text)}
    kinds = [kind for kind in Identity.Kind.values if kind != Identity.Kind.PHONE]
    exact = Q(kind__in=kinds, channel__in=channels_known(account), value__in=values)
    keyed = people.filter(key=text).values_list("pk", flat=True)
    found = [*named[:SEARCH_LIMIT], *remarked[:SEARCH_LIMIT], *_by_identity(account, exact), *keyed]
    return list(dict.fromkeys(found))


def beginning(field: str, text: str) -> Q:
    """A condition that a text column begins so, in the form that each database's index serves."""
    if connection.vendor == "postgresql":
        return Q(**{f"{field}__startswith": text})
    return Q(**{f"{field}__gte": text, f"{field}__lt": text + _LAST})


def _by_identity(account: Account, condition: Q) -> list[int]:
    found: Any = Identity.objects.of(account).filter(condition).values_list("person_id", flat=True)
    return list(found[:SEARCH_LIMIT])
