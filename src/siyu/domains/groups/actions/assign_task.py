"""Give a volunteer something to take care of, and tick it off."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from siyu.domains.groups.models import GroupMember, VolunteerTask
from siyu.domains.groups.models.task import TITLE_LENGTH
from siyu.domains.groups.queries.access import access_group, member_of
from siyu.domains.groups.types import Lead
from siyu.domains.inbox.actions.notify import notify
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.kernel.errors import Invalid, NotFound


def assign_task(lead: Lead, uid: str, title: str, due_on: date | None = None) -> VolunteerTask:
    """Ask an active member to do something and tell them. Raises Forbidden, NotFound, Invalid."""
    lead.require("tasks")
    title = " ".join(title.split())
    if not title or len(title) > TITLE_LENGTH:
        raise Invalid(_("Say in at most %(n)s letters what is to be done.") % {"n": TITLE_LENGTH}, field="title")
    group = lead.group
    with transaction.atomic():
        member = member_of(group, uid)
        if member.state != GroupMember.State.ACTIVE:
            raise NotFound(_("This member is not here."))
        task: VolunteerTask = VolunteerTask.objects.create(
            account_id=group.account_id, group=group, title=title, assignee=member.user, by=lead.user,
            assigned_at=clock.now(), due_on=due_on,
        )  # fmt: skip
        url = reverse("groups:tasks", kwargs={"group": group.public_id})
        words = _("A task for you in %(group)s") % {"group": group.name}
        notify([member.user], "group", words, title, url, account=group.account, key=f"task:{task.pk}")
    return task


def finish_task(user: User, public_id: str, task_id: int) -> VolunteerTask:
    """Tick it off: whoever has it, or who leads the group. Raises NotFound. Idempotent."""
    group, member = access_group(user, public_id)
    rows = VolunteerTask.objects.of(group.account_id).filter(group=group, pk=task_id)
    task: VolunteerTask | None = rows.first()
    if task is None or (task.assignee_id != user.pk and not Lead(user, group, member.role).may("tasks")):
        raise NotFound(_("There is no such task."))
    if rows.filter(done_at=None).update(done_at=clock.now()):
        task.refresh_from_db(from_queryset=VolunteerTask.objects.of(group.account_id))
    return task
