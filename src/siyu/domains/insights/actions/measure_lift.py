"""Measure what an experiment moved: arms of a file against its control."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any


def measure_lift(
    file: Path, *, arm: str, control: str, outcomes: Sequence[str], expect: Mapping[str, float] | None = None
) -> dict[str, Any]:
    """The document of `siyu lift` (contracts.md); raises Invalid for a file that does not say it."""
    raise NotImplementedError
