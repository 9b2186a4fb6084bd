"""Open the job of an import that the command line asks for, or find the one that a killed run left behind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from siyu.domains.accounts.models import Account
from siyu.domains.imports.actions import job_files
from siyu.domains.imports.models import ImportJob
from siyu.kernel import clock
from siyu.platform.process import FileLock


def open_job(
    account: Account,
    file: Path,
    lines: Path | None = None,
    *,
    preset: str = "auto",
    mapping: dict[str, Any] | None = None,
    resume: bool = True,
) -> ImportJob:
    """The unfinished job of the same files read the same way, unless a living process is at it; else a new one."""
    said = json.dumps([preset, mapping, lines is not None], sort_keys=True)
    mark = job_files.fingerprint(file, *([lines] if lines else []), said=said)
    left = ImportJob.objects.of(account).filter(fingerprint=mark, state=ImportJob.State.RUNNING, started_by=None)
    for job in left.order_by("pk") if resume else ():
        if not FileLock(job_files.work_folder(job) / "lock").held_by_someone():
            return job  # type: ignore[no-any-return]
    return ImportJob.objects.create(  # type: ignore[no-any-return]
        account=account,
        state=ImportJob.State.WAITING,
        file_name=file.name[:200],
        file=str(file.resolve()),
        lines_file=str(lines.resolve()) if lines else "",
        fingerprint=mark,
        preset="" if mapping else preset,
        mapping=mapping or {},
        created_at=clock.now(),
    )
