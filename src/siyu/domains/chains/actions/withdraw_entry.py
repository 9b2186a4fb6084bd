"""Withdraw from a chain, and come back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.chains.actions.join_chain import join_chain
from siyu.domains.chains.actions.moving_counts import lines_of, move_counts
from siyu.domains.chains.actions.taking_part import must_be_open, must_not_be_fetched
from siyu.domains.chains.actions.tell_entrants import redraw
from siyu.domains.chains.models import Chain, ChainEntry
from siyu.domains.chains.queries.access import lock_chain, own_entry, see_chain
from siyu.domains.chains.types import EntryForm
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import NotFound


def withdraw_entry(user: User, group: str, public_id: str) -> None:
    """Give back what one took; the entry stays under its number. Twice does nothing more.

    Raises NotFound, ChainOver, PickedUp.
    """
    sight = see_chain(user, group, public_id)
    with transaction.atomic():
        chain = lock_chain(sight)
        entry = own_entry(sight)
        if entry is None:
            raise NotFound(_("You have not joined this chain."))
        if entry.state != ChainEntry.State.JOINED:
            return
        must_be_open(chain)
        must_not_be_fetched(entry)
        release(chain, entry)
        redraw(chain)


def return_entry(user: User, group: str, public_id: str) -> ChainEntry:
    """Take again what one took before withdrawing. Raises NotFound and whatever joining raises."""
    entry = own_entry(see_chain(user, group, public_id))
    if entry is None:
        raise NotFound(_("You have not joined this chain."))
    form = EntryForm(lines_of(entry), entry.pickup, entry.name, entry.phone, entry.remark)
    return join_chain(user, group, public_id, form)


def release(chain: Chain, entry: ChainEntry, state: str = ChainEntry.State.WITHDRAWN) -> None:
    """Let go of what an entry holds in its locked chain, and keep it in the state given."""
    move_counts(chain, {item: -quantity for item, quantity in lines_of(entry).items()}, joined=-1)
    entry.state, entry.changed_at = state, clock.now()
    entry.save(update_fields=["state", "changed_at"])
