"""What the conversation of a group asks of it: who may speak, who leads, what badges people wear."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from siyu.domains.accounts.queries.access import access_desk
from siyu.domains.accounts.types import Desk
from siyu.domains.chat.errors import MayNotSpeak
from siyu.domains.chat.models import Conversation, Message
from siyu.domains.chat.types import Voice
from siyu.domains.groups import rules
from siyu.domains.groups.models import Group, GroupMember
from siyu.domains.groups.types import ROLE_LABELS, plays
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Forbidden, NotFound

_TONES = {"owner": "seal", "admin": "amber", "volunteer": "jade"}


def group_of(conversation: Conversation) -> Group:
    """The group whose conversation it is."""
    group: Group = Group.objects.of(conversation.account_id).get(conversation_id=conversation.pk)
    return group


def address(conversation: Conversation) -> str:
    """Where members read it."""
    return reverse("groups:group", kwargs={"group": conversation.public_id})


def title(conversation: Conversation) -> str:
    """The group's name."""
    return group_of(conversation).name


def check_speak(conversation: Conversation, user: User, voice: Voice) -> None:
    """Raise Forbidden for who may not speak as the account, MayNotSpeak for the muted."""
    if voice == "account":
        desk = _desk(conversation, user)
        if desk is None or not desk.may("inbox.answer"):
            raise Forbidden(_("You cannot speak as the account."))
        return
    rows = GroupMember.objects.of(conversation.account_id).filter(group__conversation=conversation, user=user)
    found = rows.values_list("state", "role", "muted_until", "group__all_muted").first()
    if found is None or found[0] != GroupMember.State.ACTIVE:
        raise NotFound(_("This group is not here, or you are not in it."))
    _state, role, muted_until, all_muted = found
    if muted_until is not None and muted_until > clock.now():
        raise MayNotSpeak(_("You are muted in this group for now."), until=muted_until.isoformat())
    if all_muted and not rules.may_act(role, "announce"):
        raise MayNotSpeak(_("Only those who lead the group may speak now."))


def may_lead(conversation: Conversation, user: Any) -> bool:
    """Owner and admins recall and pin; so do staff who may edit groups."""
    rows = GroupMember.objects.of(conversation.account_id).filter(group__conversation=conversation, user_id=user.pk)
    role = rows.filter(state=GroupMember.State.ACTIVE).values_list("role", flat=True).first()
    return (role is not None and rules.may_act(role, "recall")) or _staff_may(conversation, user, "groups.manage")


def may_watch(conversation: Conversation, user: Any) -> bool:
    """Staff of the account read along from their desk."""
    return _staff_may(conversation, user, "groups.view")


def badges(conversation: Conversation, user_ids: Sequence[int]) -> dict[int, tuple[str | Promise, str]]:
    """Owner, admins and volunteers wear a badge."""
    rows = GroupMember.objects.of(conversation.account_id).filter(group__conversation=conversation)
    rows = rows.filter(user_id__in=user_ids, state=GroupMember.State.ACTIVE, role__in=_TONES)
    return {user: (ROLE_LABELS[role], _TONES[role]) for user, role in rows.values_list("user_id", "role")}


def card(_conversation: Conversation, user: Any, message: Message) -> tuple[str, dict[str, Any]] | None:
    """The card of a play as the viewer sees it."""
    name = str(message.body.get("card", ""))
    return plays[name].render(user, message) if name in plays else None


def _staff_may(conversation: Conversation, user: Any, permission: str) -> bool:
    desk = _desk(conversation, user)
    return desk is not None and desk.may(permission)


def _desk(conversation: Conversation, user: Any) -> Desk | None:
    try:
        return access_desk(user, conversation.account.slug)
    except NotFound:
        return None
