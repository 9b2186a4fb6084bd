"""The look at a received file, for pages: what reads tables is loaded when the first file comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from siyu.domains.accounts.types import Desk

if TYPE_CHECKING:
    from siyu.domains.imports.queries.preview import Preview


def preview(desk: Desk, job_id: int, **chosen: Any) -> Preview:
    """What `queries.preview.preview` says; loading Polars takes most of a second."""
    from siyu.domains.imports.queries.preview import preview as look

    return look(desk, job_id, **chosen)
