"""Keep an uploaded file and look at it: what it is, which preset knows it, what importing it would do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from django.db import transaction

from siyu.domains.accounts.types import Desk
from siyu.domains.imports.actions import job_files
from siyu.domains.imports.models import ImportJob
from siyu.kernel import clock
from siyu.platform import audit


class Upload(Protocol):
    """What a web framework hands over for an uploaded file."""

    name: str | None

    def chunks(self) -> Iterable[bytes]:
        """The content, piece by piece."""
        ...


def receive_file(desk: Desk, *, file: Upload, lines: Upload | None = None) -> ImportJob:
    """Store the file (and its line file) under SIYU_HOME and open a job in state PREVIEW; see `queries.preview`.

    Needs `imports.run`. Raises NotATable, and then nothing is kept.
    """
    desk.require("imports.run")
    folder = job_files.new_folder()
    try:
        main = job_files.keep(folder, "orders", file.name or "", file.chunks())
        other = job_files.keep(folder, "lines", lines.name or "", lines.chunks()) if lines else None
        job_files.look_at(main)
        if other:
            job_files.look_at(other)
    except BaseException:
        job_files.remove(folder)
        raise
    with transaction.atomic():
        job: ImportJob = ImportJob.objects.create(
            account=desk.account,
            state=ImportJob.State.PREVIEW,
            file_name=(file.name or "")[:200],
            file=str(main),
            lines_file=str(other or ""),
            started_by=desk.user,
            created_at=clock.now(),
        )
        audit.record(
            account_id=desk.account.pk,
            actor_id=desk.user.pk,
            act="import.received",
            target=f"importjob:{job.pk}",
            file=job.file_name,
        )
    return job
