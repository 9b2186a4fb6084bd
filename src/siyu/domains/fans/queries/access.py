"""Fetch a person with the asker's rights checked."""

from __future__ import annotations

from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.accounts.types import Desk
from siyu.domains.fans.models import Person
from siyu.kernel.errors import NotFound

MAX_CHAIN = 50


def access_person(desk: Desk, person_id: int, permission: str = "fans.view") -> Person:
    """The living person behind an id of this account: a merged one answers as the survivor.

    Raises Forbidden without the permission, NotFound for strangers' persons and for none alike.
    """
    desk.require(permission)
    return living_person(desk.account, person_id)


def living_person(account: Account | int, person_id: int) -> Person:
    """The living person behind an id, following merges; raises NotFound."""
    person: Person | None = Person.objects.of(account).filter(pk=person_id).first()
    for _step in range(MAX_CHAIN):
        if person is None:
            raise NotFound(_("There is no such fan."), person=person_id)
        if person.merged_into_id is None:
            return person
        person = Person.objects.of(account).filter(pk=person.merged_into_id).first()
    raise NotFound(_("There is no such fan."), person=person_id)


def person_by_key(account: Account, key: str) -> Person:
    """The living person of an external key, for the command line; raises NotFound."""
    found: Person | None = Person.objects.of(account).filter(key=key).first()
    if found is None:
        raise NotFound(_("There is no fan with the key %(key)s.") % {"key": key}, key=key)
    return living_person(account, found.pk)
