"""Find persons by a few characters of what people call them."""

from __future__ import annotations

from django.db.models import Q

from siyu.domains.accounts.models import Account
from siyu.domains.fans.models import Person


def find_persons(account: Account, text: str, *, limit: int) -> list[Person]:
    """The newest living persons whose name, remark or key contains the text."""
    contains = Q(name__icontains=text) | Q(remark__icontains=text) | Q(key__icontains=text)
    living = Person.objects.of(account).filter(merged_into__isnull=True)
    return list(living.filter(contains).order_by("-id")[:limit])
