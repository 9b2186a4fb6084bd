"""Let a member be silent for a while."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.groups import conf
from siyu.domains.groups.models import GroupMember
from siyu.domains.groups.queries.access import member_of
from siyu.domains.groups.types import Lead
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.platform import audit


def mute_member(lead: Lead, uid: str, minutes: int) -> GroupMember:
    """Mute for minutes (one of `conf.MUTE_MINUTES`), 0 to let them speak. Raises Forbidden, NotFound, Invalid."""
    if minutes and minutes not in conf.MUTE_MINUTES:
        raise Invalid(_("Choose for how long."), field="minutes")
    group = lead.group
    with transaction.atomic():
        member = member_of(group, uid)
        lead.require_over(member, "mute")
        until = clock.now() + timedelta(minutes=minutes) if minutes else None
        GroupMember.objects.of(group.account_id).filter(pk=member.pk).update(muted_until=until)
        member.muted_until = until
        audit.record(
            account_id=group.account_id, actor_id=lead.user.pk, act="group_member.muted",
            target=f"group:{group.public_id}", user=uid, minutes=minutes,
        )  # fmt: skip
    return member
