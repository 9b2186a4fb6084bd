"""Fetch a poll with the asker's rights checked."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from siyu.domains.accounts.types import Desk
from siyu.domains.groups.models import Group
from siyu.domains.groups.queries.access import lead_as_member, lead_as_staff
from siyu.domains.groups.types import Lead
from siyu.domains.polls import conf
from siyu.domains.polls.models import Poll
from siyu.kernel.errors import NotFound


def access_poll(user: Any, group_id: str, poll_id: str) -> tuple[Lead, Poll]:
    """A poll that the user's group sees, and what the user is in the group; NotFound for everyone else."""
    lead = lead_as_member(user, group_id)
    return lead, _named(shown_polls(lead.group, user), lead.group, poll_id)


def access_removed(user: Any, group_id: str, poll_id: str) -> tuple[Lead, Poll]:
    """A poll, removed or not, for a member who leads. Raises NotFound, Forbidden."""
    lead = lead_as_member(user, group_id)
    lead.require("play")
    return lead, _named(Poll.objects.of(lead.group.account_id), lead.group, poll_id)


def poll_as_staff(desk: Desk, group_id: str, poll_id: str, permission: str = "groups.view") -> tuple[Lead, Poll]:
    """A poll of the account, removed or hidden ones too, for staff. Raises Forbidden, NotFound."""
    lead = lead_as_staff(desk, group_id, permission)
    return lead, _named(Poll.objects.of(desk.account), lead.group, poll_id)


def shown_polls(group: Group, user: Any) -> QuerySet[Poll]:
    """The polls of a group that a member sees: none that was taken away; what waits for review its starter alone."""
    rows = Poll.objects.of(group.account_id).filter(group=group, removed_at=None, hidden_at=None)
    return rows.filter(Q(held_at=None) | Q(starter_id=user.pk))


def may_start(lead: Lead) -> bool:
    """Whether somebody starts polls in their group: who leads always, others where the account lets them."""
    return lead.may("play") or conf.members_may_start(lead.group.account)


def may_close(lead: Lead, poll: Poll) -> bool:
    """Whether somebody ends a poll before its time: who started it, and who leads."""
    return lead.may("play") or poll.starter_id == lead.user.pk


def _named(rows: QuerySet[Poll], group: Group, poll_id: str) -> Poll:
    poll: Poll | None = rows.filter(group=group, public_id=poll_id).first()
    if poll is None:
        raise NotFound(_("This poll is not here any more."))
    poll.group = group
    return poll
