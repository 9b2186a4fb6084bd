"""The imported orders of one person with their lines, newest first."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from django.db.models import DateTimeField, Prefetch, Q, Value
from django.db.models.functions import Coalesce

from siyu.domains.accounts.models import Account
from siyu.domains.fans.models import Identity
from siyu.domains.imports.models import ImportedOrder, OrderLine
from siyu.kernel.paging import Page, decode_cursor, encode_cursor

PAGE: Final = 20
_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


def person_orders(
    account: Account, person_id: int, cursor: str = "", *, channel: str = "", size: int = PAGE
) -> Page[ImportedOrder]:
    """One page of the orders of a person's identities, each with its lines; three queries however many there are.

    The newest by the time of ordering come first; who only has a time of payment or of refund goes by that.
    Each order carries `happened`, the instant it is sorted by. Raises ValueError for a broken cursor.
    """
    mine = Identity.objects.of(account).filter(person_id=person_id).values("pk")
    times = Coalesce("ordered_at", "paid_at", "refunded_at", Value(_NEVER), output_field=DateTimeField())
    orders = ImportedOrder.objects.of(account).filter(identity_id__in=mine).annotate(happened=times)
    if channel:
        orders = orders.filter(channel=channel)
    if cursor:
        at, pk = _position(cursor)
        orders = orders.filter(Q(happened__lt=at) | Q(happened=at, pk__lt=pk))
    lines = OrderLine.objects.select_related("goods").order_by("position")
    found = list(orders.order_by("-happened", "-pk").prefetch_related(Prefetch("lines", lines))[: size + 1])
    more, found = len(found) > size, found[:size]
    return Page(found, next_cursor=_cursor(found[-1]) if more else None)


def has_orders(account: Account, person_id: int) -> bool:
    """Whether any imported order is the person's."""
    mine = Identity.objects.of(account).filter(person_id=person_id).values("pk")
    found: bool = ImportedOrder.objects.of(account).filter(identity_id__in=mine).exists()
    return found


def _cursor(order: Any) -> str:
    return encode_cursor(order.happened.astimezone(UTC).isoformat(), order.pk)


def _position(cursor: str) -> tuple[datetime, int]:
    at, pk = decode_cursor(cursor, 2)
    if not isinstance(at, str) or not isinstance(pk, int):
        raise ValueError("not a cursor of orders")
    read = datetime.fromisoformat(at)
    if read.tzinfo is None:
        raise ValueError("not a cursor of orders")
    return read, pk
