"""Take back what counting a file noted on its job, before the file is read another way or in earnest."""

from __future__ import annotations

from siyu.domains.imports.models import ImportJob, RejectedRow


def forget_trial(job: ImportJob) -> None:
    """Delete the refused rows and clear counters, warnings and error; the caller holds the job and saves it."""
    RejectedRow.objects.of(job.account_id).filter(job=job).delete()
    job.counters, job.warnings, job.error = {}, [], ""
