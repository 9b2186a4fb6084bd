"""Write down something about a member that only staff read."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.groups.models import GroupMember
from siyu.domains.groups.models.member import REMARK_LENGTH
from siyu.domains.groups.queries.access import member_of
from siyu.domains.groups.types import Lead
from siyu.kernel.errors import Forbidden, Invalid
from siyu.platform import audit


def set_member_remark(lead: Lead, uid: str, remark: str) -> GroupMember:
    """Replace the remark. Raises Forbidden to whoever is not staff at their desk, NotFound, Invalid."""
    if not lead.staff:
        raise Forbidden(_("Only staff write remarks."))
    remark = remark.strip()
    if len(remark) > REMARK_LENGTH:
        raise Invalid(_("A remark has at most %(n)s characters.") % {"n": REMARK_LENGTH}, field="remark")
    with transaction.atomic():
        member = member_of(lead.group, uid)
        before, member.remark = member.remark, remark
        GroupMember.objects.of(member.account_id).filter(pk=member.pk).update(remark=remark)
        audit.record(
            account_id=member.account_id, actor_id=lead.user.pk, act="group_member.remarked",
            target=f"group:{lead.group.public_id}", user=uid, before=before, after=remark,
        )  # fmt: skip
    return member
