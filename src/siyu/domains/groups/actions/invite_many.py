"""Invite many at once: everyone of a segment who has a log-in."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.accounts.types import Desk
from siyu.domains.fans.models import Identity
from siyu.domains.groups.actions.make_invitation import make_invitation
from siyu.domains.groups.actions.tell_invited import tell_invited
from siyu.domains.groups.models import GroupMember
from siyu.domains.groups.queries.access import lead_as_staff
from siyu.domains.groups.queries.invitations import invitation_path
from siyu.domains.people.models import User
from siyu.domains.segments.queries.membership import members
from siyu.kernel import clock
from siyu.kernel.errors import Invalid
from siyu.platform import audit

MOST = 5_000
_SKIPPED = (GroupMember.State.ACTIVE, GroupMember.State.BANNED, GroupMember.State.KICKED)


def invite_many(desk: Desk, public_id: str, segment: str) -> int:
    """Send each member of the segment who is not in the group (nor was put out) a notice with one invitation link.

    Once a day and segment. Raises Forbidden, NotFound, Invalid. Answers how many were invited.
    """
    lead = lead_as_staff(desk, public_id)
    group = lead.group
    if not segment:
        raise Invalid(_("Choose a segment."), field="segment")
    persons = [one.person_id for one in members(desk.account, {"segment": segment}, limit=MOST).persons]
    rows = Identity.objects.of(desk.account).filter(kind=Identity.Kind.MEMBER, person_id__in=persons)
    uids = list(rows.values_list("value", flat=True))
    out = GroupMember.objects.of(desk.account).filter(group=group, state__in=_SKIPPED).values("user_id")
    users = list(User.objects.filter(uid__in=uids).exclude(pk__in=out))
    if not users:
        return 0
    day = clock.local_day(clock.now(), desk.account.time_zone)
    with transaction.atomic():
        url = invitation_path(make_invitation(lead, 7))
        tell_invited(group, users, url, key=f"invited:{group.pk}:{segment}:{day}"[:80])
        audit.record(
            account_id=desk.account.pk, actor_id=desk.user.pk, act="group.invited_many",
            target=f"group:{public_id}", segment=segment, users=len(users),
        )  # fmt: skip
    return len(users)
