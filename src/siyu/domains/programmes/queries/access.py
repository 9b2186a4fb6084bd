"""Fetch an entry with the asker's rights checked."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from siyu.domains.accounts.types import Desk
from siyu.domains.groups.models import Group
from siyu.domains.groups.queries.access import lead_as_member, lead_as_staff
from siyu.domains.groups.types import Lead
from siyu.domains.programmes.models import Entry
from siyu.domains.programmes.types import Sight
from siyu.kernel.errors import NotFound


def see_entry(user: Any, group: str, public_id: str) -> Sight:
    """An entry of a group that the user is in; NotFound for everyone else and for a hidden one."""
    lead = lead_as_member(user, group)
    return Sight(lead, _found(lead, shown_entries(lead.group).filter(public_id=public_id)))


def see_as_staff(desk: Desk, group: str, public_id: str, permission: str = "groups.manage") -> Sight:
    """An entry at the desk, the hidden ones too. Raises Forbidden, NotFound."""
    lead = lead_as_staff(desk, group, permission)
    return Sight(lead, _found(lead, entries_of(lead.group).filter(public_id=public_id)))


def entries_of(group: Group) -> QuerySet[Entry]:
    """Every entry of a group."""
    rows: QuerySet[Entry] = Entry.objects.of(group.account_id).filter(group=group)
    return rows


def shown_entries(group: Group) -> QuerySet[Entry]:
    """Those that its members see: none that review hid."""
    return entries_of(group).filter(hidden_at=None)


def lock_entry(sight: Sight) -> Entry:
    """The entry's row as it is now, ours until the transaction ends. Raises NotFound when review hid it meanwhile."""
    rows = entries_of(sight.lead.group) if sight.lead.staff else shown_entries(sight.lead.group)
    return _found(sight.lead, rows.select_for_update(of=("self",)).filter(pk=sight.entry.pk))


def _found(lead: Lead, rows: QuerySet[Entry]) -> Entry:
    entry = rows.first()
    if entry is None:
        raise NotFound(_("This entry of the programme is not here any more."))
    entry.group, entry.account = lead.group, lead.group.account
    return entry
