"""An import as pages show it: its codes in words, its counters with zeros for what is not known yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language

from siyu.domains.imports.desk.words import STATE_COLOURS, STATES
from siyu.domains.imports.models import ImportJob
from siyu.domains.imports.presets import PRESETS


@dataclass(frozen=True)
class ShownJob:
    """A job with its words; `counters` has every counter, so that templates need no conditions."""

    job: ImportJob
    state_word: str | Promise
    colour: str
    layout_word: str
    counters: dict[str, int]
    rejected: int


COUNTERS: Sequence[str] = [
    "rows",
    "orders",
    "lines",
    "orders_new",
    "orders_updated",
    "orders_unchanged",
    "persons_new",
    "persons_matched",
    "anonymous_orders",
    "total_fen",
    "paid_fen",
    "refunded_fen",
]


def shown_job(job: ImportJob) -> ShownJob:
    """The job in the active language."""
    happened = {} if job.state == ImportJob.State.PREVIEW else job.counters  # a trial's counters are no history
    return ShownJob(
        job=job,
        state_word=STATES.get(job.state, job.state),
        colour=STATE_COLOURS.get(job.state, ""),
        layout_word=str(job.mapping.get("name") or "") or preset_word(job.preset),
        counters=counters_of(happened),
        rejected=int(happened.get("rejected") or 0),
    )


def counters_of(counters: Mapping[str, Any]) -> dict[str, int]:
    """Every counter of an import, zero for what is not known."""
    return {name: int(counters.get(name) or 0) for name in COUNTERS}


def preset_word(name: str) -> str:
    """What a preset is called; empty for none and for automatic detection that has not run."""
    preset = PRESETS.get(name)
    if preset is None:
        return "" if name == "auto" else name
    return preset.label_zh if (get_language() or "").startswith("zh") else preset.label_en
