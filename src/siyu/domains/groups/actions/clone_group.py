"""Open a group like another one, with nobody in it but who leads it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from siyu.domains.chat.models import Participant
from siyu.domains.groups.actions.copying_groups import copied_columns
from siyu.domains.groups.actions.open_group import found_group
from siyu.domains.groups.models import Group
from siyu.domains.groups.models.group import NAME_LENGTH
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Invalid


def clone_group(source: Group, name: str, leader: User) -> Group:
    """A group with kind, places, rules, doors, questions and announcement of `source`, led by `leader`, who keeps the
    nickname they have there. The caller has checked the rights and writes the audit.

    It is no parallel group: it begins a family of its own and names its origin in `cloned_from`. Raises Invalid (name).
    """
    name = " ".join(name.split())
    if not name or len(name) > NAME_LENGTH:
        raise Invalid(_("A group needs a name of at most %(n)s letters.") % {"n": NAME_LENGTH}, field="name")
    announced = bool(source.announcement)
    columns = copied_columns(
        source, name=name, cloned_from=source, announcement=source.announcement,
        announcement_version=int(announced), announced_at=clock.now() if announced else None,
        announced_by=leader if announced else None,
    )  # fmt: skip
    with transaction.atomic():
        clone = found_group(source.account, leader, columns)
        _keep_nickname(source, clone, leader)
    return clone


def _keep_nickname(source: Group, clone: Group, leader: User) -> None:
    seats = Participant.objects.filter(user=leader)
    nickname = seats.filter(conversation=source.conversation_id).values_list("nickname", flat=True).first()
    if nickname:
        seats.filter(conversation=clone.conversation_id).update(nickname=nickname)
