"""Accept the rules and enter: the ceremony at the door."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from siyu.domains.chat.actions.say_event import say_event
from siyu.domains.fans.actions.state_act import state_act
from siyu.domains.groups.actions.open_parallel import open_parallel
from siyu.domains.groups.actions.taking_steps import enter
from siyu.domains.groups.errors import RulesChanged, WrongStep
from siyu.domains.groups.models import Group, GroupMember
from siyu.domains.groups.queries.access import access_joinable
from siyu.domains.members.queries.profiles import card_of
from siyu.domains.people.models import User


def accept_rules(user: User, public_id: str, version: int) -> GroupMember:
    """Accept this version of the rules and be in. Idempotent for who is in already.

    Raises NotFound, WrongStep for who is not approved, RulesChanged when they were written anew meanwhile, GroupFull.
    """
    group, member, _invitation = access_joinable(user, public_id)
    if member is None:
        raise WrongStep(_("Ask to join first."), state="")
    if member.state == GroupMember.State.ACTIVE:
        return member
    if version != group.rules_version:
        raise RulesChanged(_("The rules have changed. Please read them again."), version=group.rules_version)
    with transaction.atomic():
        enter(group, member, rules_version=version)
        if group.overflow and not Group.objects.of(group.account_id).filter(pk=group.pk, members__lt=F("capacity")):
            open_parallel(group)
        say_event(group.conversation, "group.joined", name=card_of(user).name)
        state_act(
            group.account, user, "group.joined", object_type="group", object_id=group.public_id,
            props={"source": member.source} if member.source else None,
        )  # fmt: skip
    return member
