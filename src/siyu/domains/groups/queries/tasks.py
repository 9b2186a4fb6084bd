"""Tasks of volunteers."""

from __future__ import annotations

from dataclasses import dataclass

from siyu.domains.groups.models import VolunteerTask
from siyu.domains.groups.types import Lead
from siyu.domains.members.queries.profiles import cards_of


@dataclass(frozen=True)
class TaskRow:
    """A task with who has it; `mine`: the asker may tick it off."""

    task: VolunteerTask
    name: str
    mine: bool


def tasks_of(lead: Lead) -> list[TaskRow]:
    """Open tasks first, then those done last; plain members see their own only."""
    rows = VolunteerTask.objects.of(lead.group.account_id).filter(group=lead.group)
    if not lead.may("tasks.see"):
        rows = rows.filter(assignee=lead.user)
    found = [*rows.filter(done_at=None).order_by("pk")[:50], *rows.exclude(done_at=None).order_by("-done_at")[:20]]
    cards = cards_of(task.assignee_id for task in found)
    may = lead.may("tasks")
    return [TaskRow(task, cards[task.assignee_id].name, may or task.assignee_id == lead.user.pk) for task in found]
