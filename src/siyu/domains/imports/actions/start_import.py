"""Start an import that was previewed: the job runs in the background from here on."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from siyu.domains.accounts.types import Desk
from siyu.domains.imports.actions.forget_trial import forget_trial
from siyu.domains.imports.errors import WrongState
from siyu.domains.imports.jobs import import_orders
from siyu.domains.imports.models import ImportJob
from siyu.domains.imports.queries.access import access_job
from siyu.domains.imports.reading.layouts import layout_from_mapping
from siyu.platform import audit


def start_import(desk: Desk, job_id: int, *, preset: str = "auto", mapping: dict[str, Any] | None = None) -> ImportJob:
    """Queue the job with a preset name ("auto" detects) or a mapping (MAPPING.json as a dict).

    Needs `imports.run`. Raises NoSuchJob, WrongState unless it is in PREVIEW, BadMapping, UnknownLayout.
    """
    desk.require("imports.run")
    if mapping is not None:
        layout_from_mapping(mapping)
    with transaction.atomic():
        job = access_job(desk, job_id, lock=True)
        if job.state != ImportJob.State.PREVIEW:
            raise WrongState("This import was started before.", state=job.state)
        forget_trial(job)
        job.state = ImportJob.State.WAITING
        job.preset = preset if mapping is None else ""
        job.mapping = mapping or {}
        job.save(update_fields=["state", "preset", "mapping", "counters", "warnings", "error"])
        audit.record(
            account_id=desk.account.pk, actor_id=desk.user.pk, act="import.started", target=f"importjob:{job.pk}"
        )
        import_orders.enqueue(job.pk)
    return job
