"""Open a group."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.accounts.models import Account
from siyu.domains.accounts.types import Desk
from siyu.domains.chat.actions.open_conversation import open_conversation
from siyu.domains.chat.actions.say_event import say_event
from siyu.domains.chat.actions.seat_participant import seat_participant
from siyu.domains.groups import conf
from siyu.domains.groups.actions.index_group import index_group
from siyu.domains.groups.models import Group, GroupMember
from siyu.domains.groups.models.group import (
    INTRO_LENGTH,
    NAME_LENGTH,
    QUESTIONS_MOST,
    RULES_LENGTH,
)  # fmt: skip
from siyu.domains.groups.rules import SIZES, fits
from siyu.domains.groups.types import Conditions, GroupForm
from siyu.domains.media.actions.hold_assets import hold_assets
from siyu.domains.media.models import Asset
from siyu.domains.people.models import User
from siyu.domains.segments.queries.segments import segment_by_slug
from siyu.kernel import clock
from siyu.kernel.errors import Invalid, NotFound
from siyu.platform import audit

HOLDER = "group"


def open_group(desk: Desk, form: GroupForm) -> Group:
    """Open a group whose owner is the member of staff who opens it. Raises Forbidden, Invalid."""
    desk.require("groups.manage")
    checked = check_form(desk, form)
    with transaction.atomic():
        group = found_group(desk.account, desk.user, checked, avatar=form.avatar)
        _audit(desk, group, "group.opened")
    return group


def found_group(account: Account, owner: User, columns: Mapping[str, Any], *, avatar: str | None = None) -> Group:
    """A group with checked columns, its conversation and its owner in it. Inside a transaction."""
    conversation = open_conversation(account, "group")
    group = Group(account=account, public_id=conversation.public_id, conversation=conversation, **columns)
    group.avatar = keep_avatar(owner, group, avatar)
    group.members = 1
    group.save(force_insert=True)
    now = clock.now()
    GroupMember.objects.create(
        account=account, group=group, user=owner, state=GroupMember.State.ACTIVE, source="opened",
        role=GroupMember.Role.OWNER, rules_version=1, asked_at=now, joined_at=now, consented_at=now,
    )  # fmt: skip
    seat_participant(conversation, owner, whole_log=True)
    say_event(conversation, "group.opened", name=group.name)
    index_group(group)
    return group


def check_form(desk: Desk, form: GroupForm) -> dict[str, object]:
    """The columns of a form that is in order; raises Invalid with the field."""
    name, most = " ".join(form.name.split()), conf.big_most(desk.account)
    if not name or len(name) > NAME_LENGTH:
        raise Invalid(_("A group needs a name of at most %(n)s letters.") % {"n": NAME_LENGTH}, field="name")
    if form.kind not in SIZES or not fits(form.kind, form.capacity, most):
        fewest, largest = SIZES.get(form.kind, (2, most))
        words = _("A group of this kind has %(fewest)s to %(most)s places.")
        raise Invalid(words % {"fewest": fewest, "most": min(largest, most)}, field="capacity")
    if form.policy not in Group.Policy.values:
        raise Invalid(_("Choose who may join."), field="policy")
    questions = [" ".join(line.split())[:80] for line in form.questions if line.strip()][:QUESTIONS_MOST]
    if form.policy == Group.Policy.CONDITIONS:
        _check_conditions(desk, form.conditions)
    return {
        "name": name, "kind": form.kind, "capacity": form.capacity, "intro": form.intro.strip()[:INTRO_LENGTH],
        "policy": form.policy, "questions": questions, "conditions": form.conditions.kept(),
        "rules": form.rules.strip()[:RULES_LENGTH], "listed": form.listed, "all_muted": form.all_muted,
        "overflow": form.overflow,
    }  # fmt: skip


def keep_avatar(user: User, group: Group, public_id: str | None) -> Asset | None:
    """Let the group hold its picture; None leaves it as it is, empty takes it away."""
    if public_id is None or (group.avatar and group.avatar.public_id == public_id):
        return group.avatar
    held = hold_assets(user, HOLDER, group.public_id, [public_id] if public_id else [], public=True)
    return held[0] if held else None


def _check_conditions(desk: Desk, conditions: Conditions) -> None:
    if not conditions.tree():
        raise Invalid(_("Say what must hold of whoever joins."), field="conditions")
    if conditions.segment:
        try:
            segment_by_slug(desk.account, conditions.segment)
        except NotFound as gone:
            raise Invalid(_("This segment is gone. Choose another."), field="segment") from gone


def _audit(desk: Desk, group: Group, act: str) -> None:
    audit.record(account_id=desk.account.pk, actor_id=desk.user.pk, act=act, target=f"group:{group.public_id}")
