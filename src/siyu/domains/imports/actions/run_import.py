"""Run one import job from file to facts: read, gather, apply; resumes where a killed run stopped."""

from __future__ import annotations

from collections.abc import Callable

from siyu.domains.imports.models import ImportJob

Progress = Callable[[str, int, int], None]
"""Told (step, done, total) as the job goes on; steps are read, gather, apply."""


def run_import(job_id: int, *, dry_run: bool = False, progress: Progress | None = None) -> ImportJob:
    """Do the job's work and return it in its final state; `job.counters` and `job.warnings` say what came out.

    Called by the worker and by `siyu import orders`. A dry run does everything and keeps nothing.
    Faults of the file end the job as FAILED with one sentence in `job.error` and raise (NotATable, UnknownLayout ...).
    """
    raise NotImplementedError
