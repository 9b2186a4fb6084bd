"""Decide an application."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from siyu.domains.groups.actions.taking_steps import lock_group, step
from siyu.domains.groups.errors import WrongStep
from siyu.domains.groups.models import GroupMember
from siyu.domains.groups.queries.access import member_of
from siyu.domains.groups.types import Lead
from siyu.domains.inbox.actions.notify import notify
from siyu.platform import audit


def review_request(lead: Lead, uid: str, *, approve: bool, reason: str = "") -> GroupMember:
    """Approve (the applicant then accepts the rules and is in) or refuse with a reason, and tell them.

    Raises Forbidden, NotFound, WrongStep when somebody else decided meanwhile.
    """
    lead.require("review")
    group, reason = lead.group, " ".join(reason.split())[:200]
    with transaction.atomic():
        lock_group(group)
        member = member_of(group, uid)
        state = GroupMember.State.APPROVED if approve else GroupMember.State.REFUSED
        if member.state != GroupMember.State.ASKED:  # a refused one asks again before anyone approves
            raise WrongStep(_("Somebody else has decided already."), state=member.state)
        step(member, state, reason=reason)
        audit.record(
            account_id=group.account_id, actor_id=lead.user.pk, act=f"group_member.{state}",
            target=f"group:{group.public_id}", user=uid, reason=reason,
        )  # fmt: skip
        words = _("You may join %(group)s") if approve else _("%(group)s did not take you in")
        body = _("Read the rules and step in.") if approve else reason or _("You can ask again later.")
        url = reverse("groups:group", kwargs={"group": group.public_id})
        notify([member.user], "group", words % {"group": group.name}, body, url, account=group.account)
    return member
