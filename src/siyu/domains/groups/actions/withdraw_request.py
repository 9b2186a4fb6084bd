"""Take an application back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.groups.actions.taking_steps import step
from siyu.domains.groups.models import GroupMember
from siyu.domains.groups.queries.access import access_joinable
from siyu.domains.people.models import User
from siyu.kernel.errors import NotFound


def withdraw_request(user: User, public_id: str) -> GroupMember:
    """Withdraw while it waits, or an approval that was not taken up. Raises NotFound, WrongStep."""
    _group, member, _invitation = access_joinable(user, public_id)
    if member is None:
        raise NotFound(_("There is no such group."))
    with transaction.atomic():
        step(member, GroupMember.State.WITHDRAWN)
    return member
