"""Fetch a group with the asker's rights checked."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from siyu.domains.accounts.types import Desk
from siyu.domains.groups.models import Group, GroupMember, Invitation
from siyu.domains.groups.queries.family import family_of
from siyu.domains.groups.types import Lead
from siyu.kernel import clock
from siyu.kernel.errors import NotFound

State = GroupMember.State


def access_group(user: Any, public_id: str) -> tuple[Group, GroupMember]:
    """A group that the user is in, and their standing; NotFound for everyone else and for a dissolved one."""
    group = _group(public_id)
    member = standing(user, group) if group and group.dissolved_at is None else None
    if group is None or member is None or member.state != State.ACTIVE:
        raise NotFound(_("This group is not here, or you are not in it."))
    return group, member


def lead_as_member(user: Any, public_id: str) -> Lead:
    """The user as what they are in the group; NotFound for whoever is not in it."""
    group, member = access_group(user, public_id)
    return Lead(user, group, member.role)


def lead_as_staff(desk: Desk, public_id: str, permission: str = "groups.manage") -> Lead:
    """Staff at their desk lead every group of the account. Raises Forbidden, NotFound."""
    desk.require(permission)
    rows = Group.objects.of(desk.account).select_related("conversation", "account", "avatar")
    group = rows.filter(public_id=public_id).first()
    if group is None:
        raise NotFound(_("There is no such group."))
    return Lead(desk.user, group, "owner", staff=True)


def lead_of_owner(group: Group) -> Lead:
    """The group's owner, in whose name the account's own rules act; the caller has checked the rights."""
    rows = GroupMember.objects.of(group.account_id).select_related("user")
    owner = rows.get(group=group, role=GroupMember.Role.OWNER, state=State.ACTIVE)
    return Lead(owner.user, group, owner.role)


def access_joinable(user: Any, public_id: str, token: str = "") -> tuple[Group, GroupMember | None, Invitation | None]:
    """A group that the user may see from outside, how they stand to it, and the invitation they hold.

    NotFound for the banned, for groups that are gone or hidden, and without an invitation for those that need one.
    """
    group = _group(public_id)
    if group is None or group.dissolved_at is not None or group.hidden_at is not None:
        raise NotFound(_("There is no such group."))
    member = standing(user, group)
    invitation = valid_invitation(group, token)
    state = member.state if member else ""
    invited = invitation is not None or state in {State.APPROVED, State.ACTIVE}
    if state == State.BANNED or (group.policy == Group.Policy.INVITE and not invited):
        raise NotFound(_("There is no such group."))
    return group, member, invitation


def valid_invitation(group: Group, token: str) -> Invitation | None:
    """The invitation of this token while it lets in."""
    if not token:
        return None
    family = family_of(group).values("pk")  # whoever was invited into a group that filled up finds the next one open
    rows = Invitation.objects.of(group.account_id).filter(group__in=family, token=token, revoked_at=None)
    found: Invitation | None = rows.filter(expires_at__gt=clock.now()).first()
    return found if found and found.uses < found.most else None


def standing(user: Any, group: Group) -> GroupMember | None:
    """How a user stands to a group, None for strangers."""
    if not user.is_authenticated:
        return None
    found: GroupMember | None = GroupMember.objects.of(group.account_id).filter(group=group, user_id=user.pk).first()
    return found


def member_of(group: Group, uid: str) -> GroupMember:
    """Whoever stands somehow to the group, by public id of the user; NotFound."""
    rows = GroupMember.objects.of(group.account_id).select_related("user")
    found: GroupMember | None = rows.filter(group=group, user__uid=uid).first()
    if found is None:
        raise NotFound(_("This member is not here."))
    return found


def live_groups() -> QuerySet[Group]:
    """Groups of every account that members may see."""
    rows: QuerySet[Group] = Group.objects.unscoped("members are in groups of many accounts, and find more of them")
    return rows.filter(dissolved_at=None, hidden_at=None)


def _group(public_id: str) -> Group | None:
    rows = Group.objects.unscoped("a public id names one group; what the asker may see of it is checked here")
    found: Group | None = rows.select_related("conversation", "account", "avatar").filter(public_id=public_id).first()
    return found
