"""What counting a received file came to, if it was counted the way it is to be read now."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from siyu.domains.imports.models import ImportJob

TRIED: Final = "tried"
"""The counter of a job in PREVIEW that says for which choice the others hold."""

_AT_ONCE: Final = 1_000_000
"""Bytes of CSV that are counted while a page waits: a fifth of a second of a core, measured; two at most."""
_PACKED: Final = 6  # a workbook is that many times smaller than the same rows as CSV


@dataclass(frozen=True)
class Trial:
    """The exact outcome of a dry run over the whole file, or the fault for which it cannot be imported."""

    counters: dict[str, Any]
    warnings: list[dict[str, Any]]
    fault: dict[str, Any] | None
    error: str


def choice_of(job: ImportJob) -> str:
    """What stands for the way a job is to be read: its preset or mapping."""
    said = json.dumps([job.preset or "auto", job.mapping or None], sort_keys=True)
    return blake2b(said.encode(), digest_size=16).hexdigest()


def trial_of(job: ImportJob) -> Trial | None:
    """The outcome kept on a job in PREVIEW; None while it was not counted, or was for another choice."""
    if job.state != ImportJob.State.PREVIEW or job.counters.get(TRIED) != choice_of(job):
        return None
    return Trial(job.counters, job.warnings, job.counters.get("fault"), job.error)


def is_quick(job: ImportJob) -> bool:
    """Whether the files are small enough to be counted while somebody waits for the page."""
    paths = [Path(path) for path in (job.file, job.lines_file) if path]
    size = sum(path.stat().st_size * (_PACKED if path.suffix[:4] == ".xls" else 1) for path in paths if path.exists())
    return size <= _AT_ONCE
