"""Print the boss report on one A4 page."""

from __future__ import annotations

from siyu.domains.insights.types import BossReport


def write_boss_pdf(report: BossReport) -> bytes:
    """The report as a PDF in the active language; raises Invalid when no font with Chinese glyphs can be had."""
    raise NotImplementedError
