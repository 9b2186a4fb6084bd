"""Note which preset or mapping a received file will be read with; the preview and the start take it from there."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from siyu.domains.accounts.types import Desk
from siyu.domains.imports.actions.forget_trial import forget_trial
from siyu.domains.imports.errors import WrongState
from siyu.domains.imports.models import ImportJob
from siyu.domains.imports.queries.access import access_job
from siyu.domains.imports.queries.trial import choice_of


def choose_layout(desk: Desk, job_id: int, *, preset: str = "auto", mapping: dict[str, Any] | None = None) -> ImportJob:
    """Set the preset, or the mapping (MAPPING.json), of a job in PREVIEW; the preview says whether it fits.

    Needs `imports.run`. Raises NoSuchJob, WrongState.
    """
    desk.require("imports.run")
    with transaction.atomic():
        job = access_job(desk, job_id, lock=True)
        if job.state != ImportJob.State.PREVIEW:
            raise WrongState("This import was started before.", state=job.state)
        before = choice_of(job)
        job.preset = "" if mapping is not None else preset
        job.mapping = mapping or {}
        if choice_of(job) != before:
            forget_trial(job)
        job.save(update_fields=["preset", "mapping", "counters", "warnings", "error"])
    return job
