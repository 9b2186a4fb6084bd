"""What groups do by night."""

from __future__ import annotations

from django_tasks import task

from siyu.domains.groups.actions.dissolve_group import end_dissolved


@task()
def end_dissolved_groups() -> int:
    """Let everyone out of groups that were dissolved a week ago."""
    return end_dissolved()


def end_dissolved_later() -> None:
    """Queue it."""
    end_dissolved_groups.enqueue()
