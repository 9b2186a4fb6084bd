"""Put a tag on one person."""

from __future__ import annotations

from django.db import transaction

from siyu.domains.accounts.types import Desk
from siyu.domains.fans.actions.tag_many import tag_batch
from siyu.domains.fans.queries.access import access_person
from siyu.kernel import clock
from siyu.platform import audit


def tag_person(desk: Desk, person_id: int, name: str) -> None:
    """Put a tag on a person, making it when the account has none of that name. Raises Forbidden, NotFound, Invalid."""
    person = access_person(desk, person_id, "fans.edit")
    with transaction.atomic():
        if tag_batch(desk.account, name, [person.pk], by=desk.user, at=clock.now()):
            audit.record(
                account_id=desk.account.pk,
                actor_id=desk.user.pk,
                act="person.tagged",
                target=f"person:{person.pk}",
                tag=name.strip(),
            )
