"""Fetch a chain with the asker's rights checked."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from siyu.domains.accounts.types import Desk
from siyu.domains.chains.models import Chain, ChainEntry
from siyu.domains.chains.types import Sight
from siyu.domains.groups.models import Group
from siyu.domains.groups.queries.access import lead_as_member, lead_as_staff
from siyu.domains.groups.types import Lead
from siyu.kernel.errors import NotFound


def see_chain(user: Any, group: str, public_id: str) -> Sight:
    """A chain of a group that the user is in; NotFound for everyone else and for what they may not see."""
    lead = lead_as_member(user, group)
    return Sight(lead, _found(lead, shown_chains(lead.group, user).filter(public_id=public_id)))


def shown_chains(group: Group, user: Any) -> QuerySet[Chain]:
    """The chains of a group that a member sees: none that review hid; what waits for review its maker alone."""
    rows: QuerySet[Chain] = Chain.objects.of(group.account_id).filter(group=group, hidden_at=None)
    return rows.filter(Q(held_at=None) | Q(by_id=user.pk))


def see_as_staff(desk: Desk, group: str, public_id: str, permission: str = "groups.manage") -> Sight:
    """A chain at the desk, the hidden ones too. Raises Forbidden, NotFound."""
    lead = lead_as_staff(desk, group, permission)
    return Sight(lead, _found(lead, _chains(lead).filter(public_id=public_id)))


def own_entry(sight: Sight) -> ChainEntry | None:
    """The asker's entry, withdrawn or not."""
    rows = ChainEntry.objects.of(sight.chain.account_id).filter(chain=sight.chain, user_id=sight.lead.user.pk)
    found: ChainEntry | None = rows.first()
    return found


def lock_chain(sight: Sight) -> Chain:
    """The chain's row, ours until the transaction ends: first of all that is locked, so that nobody waits in a ring."""
    return _found(sight.lead, _chains(sight.lead).select_for_update(of=("self",)).filter(pk=sight.chain.pk))


def _chains(lead: Lead) -> QuerySet[Chain]:
    rows: QuerySet[Chain] = Chain.objects.of(lead.group.account_id)
    return rows.filter(group=lead.group)


def _found(lead: Lead, rows: QuerySet[Chain]) -> Chain:
    chain = rows.first()
    if chain is None:
        raise NotFound(_("This chain is not here any more."))
    chain.group, chain.account = lead.group, lead.group.account
    return chain
