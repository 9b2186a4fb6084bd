"""Ask for one's own data as files."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from siyu.domains.members.models import DataExport
from siyu.domains.people.models import User
from siyu.kernel import clock
from siyu.platform import audit
from siyu.platform.jobs.models import JobProgress


def progress_key(public_id: str) -> str:
    """Under which name the progress of an export is kept."""
    return f"member-export:{public_id}"


def ask_export(user: User) -> DataExport:
    """Queue an export; while one is being made, that one is answered."""
    from siyu.domains.members.jobs import make_export_job  # the job calls actions of this domain

    try:
        with transaction.atomic():
            export = DataExport.objects.create(user=user, asked_at=clock.now())
            JobProgress.objects.create(key=progress_key(export.public_id), account_id=0, step="export")
            audit.record(
                account_id=None, actor_id=user.pk, act="export.asked", target=f"user:{user.pk}", export=export.public_id
            )
            make_export_job.enqueue(export.public_id)
    except IntegrityError:
        return DataExport.objects.get(user=user, state=DataExport.State.WAITING)
    return export
