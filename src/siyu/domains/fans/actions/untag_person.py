"""Take a tag off one person."""

from __future__ import annotations

from django.db import transaction

from siyu.domains.accounts.types import Desk
from siyu.domains.fans.actions.untag_many import untag_batch
from siyu.domains.fans.queries.access import access_person
from siyu.kernel import clock
from siyu.platform import audit


def untag_person(desk: Desk, person_id: int, name: str) -> None:
    """Take a tag off a person, whichever merged part brought it. Raises Forbidden, NotFound."""
    person = access_person(desk, person_id, "fans.edit")
    with transaction.atomic():
        if untag_batch(desk.account, name, [person.pk], at=clock.now()):
            audit.record(
                account_id=desk.account.pk,
                actor_id=desk.user.pk,
                act="person.untagged",
                target=f"person:{person.pk}",
                tag=name.strip(),
            )
