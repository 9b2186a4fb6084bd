"""Write the remark 备注 of a person."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.accounts.types import Desk
from siyu.domains.fans.models import Person
from siyu.domains.fans.models.person import REMARK_LENGTH
from siyu.domains.fans.queries.access import access_person
from siyu.kernel.errors import Invalid
from siyu.platform import audit


def set_remark(desk: Desk, person_id: int, remark: str) -> Person:
    """Replace the remark; only staff see it. Raises Forbidden, NotFound, Invalid when it is too long."""
    person = access_person(desk, person_id, "fans.edit")
    remark = remark.strip()
    if len(remark) > REMARK_LENGTH:
        raise Invalid(_("A remark has at most 500 characters."), field="remark")
    with transaction.atomic():
        before, person.remark = person.remark, remark
        if before != remark:
            person.save(update_fields=["remark"])
            audit.record(
                account_id=desk.account.pk,
                actor_id=desk.user.pk,
                act="person.remarked",
                target=f"person:{person.pk}",
                before=before,
                after=remark,
            )
    return person
