"""Ask to join a group: the first step, which may be the last but one."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from siyu.domains.fans.actions.know_member import know_member
from siyu.domains.groups.actions.accept_rules import accept_rules
from siyu.domains.groups.actions.taking_steps import lock_group, step
from siyu.domains.groups.actions.tell_leaders import tell_leaders
from siyu.domains.groups.errors import GroupFull, InvitationSpent, NotFitting, WrongStep
from siyu.domains.groups.models import Group, GroupMember, Invitation
from siyu.domains.groups.queries.access import access_joinable
from siyu.domains.groups.queries.fitting import missing_conditions
from siyu.domains.groups.queries.notice import notice_of
from siyu.domains.groups.rules import first_step
from siyu.domains.moderation.actions.screen_text import screen_text
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Invalid

_ANSWER = 200


def ask_to_join(
    user: User, public_id: str, *, answers: Sequence[str] = (), invite: str = "", consent: bool, accepted: int = 0
) -> GroupMember:
    """Apply, or where nothing stands in the way be approved; who `accepted` the rules of today is in at once.

    Raises NotFound, Invalid (consent, answers), NotFitting, InvitationSpent, WrongStep, GroupFull, RulesChanged.
    """
    group, member, invitation = access_joinable(user, public_id, invite)
    if invite and invitation is None and group.policy != Group.Policy.OPEN:
        raise InvitationSpent(_("This invitation is over. Ask for a new one."))
    state = member.state if member else ""
    if member is not None and state in {GroupMember.State.APPROVED, GroupMember.State.ACTIVE}:
        return accept_rules(user, public_id, accepted) if accepted else member
    following = first_step(group.policy, state=state, invited=invitation is not None)
    if not following:
        raise WrongStep(_("Your application waits for review."), state=state)
    if not consent:
        raise Invalid(_("Please read the notice and tick the box."), field="consent")
    given = _answers(group, answers) if following == GroupMember.State.ASKED else []
    if following == GroupMember.State.APPROVED and group.members >= group.capacity:
        raise GroupFull(_("This group is full."))  # before an invitation is used up
    if group.policy == Group.Policy.CONDITIONS and invitation is None:
        _check_fitting(user, group)
    with transaction.atomic():
        member = _write(user, group, following, given, invitation)
        if following == GroupMember.State.ASKED:
            tell_leaders(group, user)
    if following == GroupMember.State.APPROVED and accepted:
        return accept_rules(user, public_id, accepted)
    return member


def _write(
    user: User, group: Group, state: str, answers: list[list[str]], invitation: Invitation | None
) -> GroupMember:
    now = clock.now()
    lock_group(group)
    know_member(group.account, user)
    if invitation is not None:
        _use(invitation)
    changes = {
        "answers": answers, "asked_at": now, "consented_at": now, "consent": notice_of(group)[:300], "reason": "",
        "source": "invitation" if invitation else group.policy,
    }  # fmt: skip
    rows = GroupMember.objects.of(group.account_id)
    member: GroupMember | None = rows.filter(group=group, user=user).first()
    if member is None:
        member = GroupMember.objects.create(account_id=group.account_id, group=group, user=user, state=state, **changes)
    elif member.state != state:
        step(member, state, **changes)
    return member


def _use(invitation: Invitation) -> None:
    rows = Invitation.objects.of(invitation.account_id).filter(pk=invitation.pk, revoked_at=None)
    used = rows.filter(uses__lt=F("most"), expires_at__gt=clock.now()).update(uses=F("uses") + 1)
    if used != 1:
        raise InvitationSpent(_("This invitation is over. Ask for a new one."))


def _answers(group: Group, answers: Sequence[str]) -> list[list[str]]:
    given = [" ".join(answer.split())[:_ANSWER] for answer in answers[: len(group.questions)]]
    if len(given) < len(group.questions) or not all(given):
        raise Invalid(_("Please answer every question."), field="answers")
    if any(screen_text(group.account, answer).verdict == "refuse" for answer in given):
        raise Invalid(_("Please say it in other words."), field="answers")
    return [[question, answer] for question, answer in zip(group.questions, given, strict=True)]


def _check_fitting(user: User, group: Group) -> None:
    missing = missing_conditions(group, user)
    if missing:
        words = "；".join(missing)
        raise NotFitting(_("To join, this must hold: %(conditions)s") % {"conditions": words}, missing=missing)
