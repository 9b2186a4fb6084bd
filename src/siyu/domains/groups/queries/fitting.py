"""Whether a group's conditions hold for somebody."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.fans.actions.know_member import know_member
from siyu.domains.fans.models import Person
from siyu.domains.groups.models import Group
from siyu.domains.groups.types import Conditions
from siyu.domains.people.models import User
from siyu.domains.segments.errors import InvalidTree
from siyu.domains.segments.queries.membership import explain


def missing_conditions(group: Group, user: User) -> list[str]:
    """The conditions, in words, that do not hold for the user; empty when all do. Not inside a transaction.

    Judged by the segments' own SQL over the fan that the member is to the account.
    """
    tree = Conditions.read(group.conditions).tree()
    if not tree:
        return []
    with transaction.atomic():
        known = know_member(group.account, user)
    person = Person.objects.of(group.account_id).get(pk=known.person)
    try:
        told = explain(group.account, tree, person)
    except InvalidTree:
        return [_("The group's conditions are being mended. Please come back later.")]
    if told.inside:
        return []
    return [reason.sentence for reason in told.because if not reason.holds] or [_("You fit the group.")]
