"""Export the members of a segment as CSV that no spreadsheet takes for formulas."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from siyu.domains.accounts.types import Desk


def export_segment(desk: Desk, slug: str, as_of: datetime | None = None) -> Iterator[str]:
    """The CSV line by line (first the heading), after rights were checked and the export was audited.

    Raises Forbidden (needs `segments.view` and `fans.export`), NotFound, InvalidTree.
    """
    raise NotImplementedError
