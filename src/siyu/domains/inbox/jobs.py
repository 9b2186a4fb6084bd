"""Background work of the inbox: pushes to devices."""

from __future__ import annotations

from django_tasks import task

from siyu.domains.inbox.actions import push_notices as pushing


@task()
def push_notices(key: str) -> dict[str, int]:
    """Push the notices of a key to their readers' devices."""
    return pushing.push_notices(key)
