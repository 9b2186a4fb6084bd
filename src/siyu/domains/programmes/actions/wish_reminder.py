"""Wish to be reminded of an entry, or take that back."""

from __future__ import annotations

from django.db import transaction

from siyu.domains.people.models import User
from siyu.domains.programmes.actions.telling import redraw
from siyu.domains.programmes.errors import NotNow
from siyu.domains.programmes.models import Wish
from siyu.domains.programmes.queries.access import lock_entry, see_entry
from siyu.domains.programmes.rules import fault_to_wish
from siyu.domains.programmes.types import FAULTS, Sight
from siyu.kernel import clock


def wish_reminder(user: User, group_id: str, entry_id: str) -> Sight:
    """Have oneself reminded; wishing twice is wishing once. Raises NotFound, NotNow."""
    sight = see_entry(user, group_id, entry_id)
    with transaction.atomic():
        entry = lock_entry(sight)
        why = fault_to_wish(entry.starts_at, clock.now(), cancelled=entry.cancelled_at is not None)
        if why:
            raise NotNow(str(FAULTS[why]), why=why)
        wish = Wish(account_id=entry.account_id, entry=entry, user=user, at=clock.now())
        Wish.objects.bulk_create([wish], ignore_conflicts=True)
        redraw(entry)
    return Sight(sight.lead, entry)


def take_back_wish(user: User, group_id: str, entry_id: str) -> Sight:
    """No reminder after all; twice does nothing more. Raises NotFound."""
    sight = see_entry(user, group_id, entry_id)
    with transaction.atomic():
        Wish.objects.of(sight.entry.account_id).filter(entry=sight.entry, user=user).delete()
        redraw(sight.entry)
    return sight
