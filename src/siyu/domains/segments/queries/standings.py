"""Persons of a list as member tables show them: name and standing, in the order asked for."""

from __future__ import annotations

from collections.abc import Sequence

from siyu.domains.accounts.models import Account
from siyu.domains.fans.models import Person, Standing
from siyu.domains.segments.types import Sampled


def rows_of(account: Account, person_ids: Sequence[int]) -> list[Sampled]:
    """The persons with these ids, in this order; ids that the account does not have are left out. Two queries."""
    persons = Person.objects.of(account).in_bulk(list(person_ids))
    standings = Standing.objects.of(account).in_bulk(list(person_ids))
    return [_row(persons[pk], standings.get(pk)) for pk in person_ids if pk in persons]


def _row(person: Person, standing: Standing | None) -> Sampled:
    return Sampled(
        person_id=person.pk,
        key=person.key,
        name=person.name,
        tier=standing.tier if standing else "",
        orders=standing.orders if standing else 0,
        net_paid_fen=standing.net_paid_fen if standing else 0,
        last_order_at=standing.last_order_at if standing else None,
    )
