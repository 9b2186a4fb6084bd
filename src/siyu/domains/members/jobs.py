"""Long work of members: making exports, forgetting who asked for it."""

from __future__ import annotations

from django.utils.translation import gettext
from django_tasks import task

from siyu.domains.members.actions.ask_export import progress_key
from siyu.domains.members.actions.erase_member import due_erasures, erase_member
from siyu.domains.members.actions.make_export import forget_old_exports, make_export
from siyu.platform.jobs.progress import Progress


@task()
def make_export_job(public_id: str) -> None:
    """Make one export; what goes wrong is told to who waits."""
    try:
        make_export(public_id)
    except Exception:
        Progress(progress_key(public_id), 0).fail(gettext("Something went wrong. Ask for your data once more."))
        raise


@task()
def erase_job(erasure_id: int) -> dict[str, int]:
    """Forget one member."""
    return erase_member(erasure_id)


@task()
def keep_house() -> dict[str, int]:
    """Delete old exports, and queue the erasures whose time has come."""
    due = due_erasures()
    for erasure_id in due:
        erase_job.enqueue(erasure_id)
    return {"exports": forget_old_exports(), "erasures": len(due)}


def keep_house_later(_target: str) -> None:
    """Queue the daily work."""
    keep_house.enqueue()
