"""What importing a received file would do, before anything is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from siyu.domains.accounts.types import Desk
from siyu.domains.imports.types import Proposal, Table, Warned


@dataclass(frozen=True)
class Preview:
    """A look at the file: its table, the layout that fits or is proposed, first rows, and the likely outcome.

    `preset` is the detected preset's name or ""; then `mapping` is a saved or proposed MAPPING.json to be edited and
    `proposals` say how sure each field is. `rows` are the first rows as text, by `headers`; sensitive columns are
    blanked. `taken` are the first orders as they would be kept. `sampled_rows` were read for `outcome` (counter → number).
    """

    table: Table
    headers: list[str]
    preset: str
    preset_label: str
    mapping: dict[str, Any]
    proposals: list[Proposal]
    rows: list[list[str]]
    taken: list[dict[str, Any]] = field(default_factory=list)
    rejected: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)
    sampled_rows: int = 0
    complete: bool = False
    outcome: dict[str, int] = field(default_factory=dict)


def preview(desk: Desk, job_id: int, *, preset: str = "auto", mapping: dict[str, Any] | None = None) -> Preview:
    """Look at the first 1,000 rows of a job in PREVIEW with the given preset or mapping; writes nothing.

    Raises NoSuchJob, BadMapping. A file that nothing fits has `preset == ""` and a proposed `mapping`.
    """
    raise NotImplementedError
