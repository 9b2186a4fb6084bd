"""Keep the newest count of a segment, for the list."""

from __future__ import annotations

from siyu.domains.segments.models import Segment
from siyu.domains.segments.queries.segments import living
from siyu.domains.segments.types import Counted


def keep_count(segment: Segment, counted: Counted) -> None:
    """Note how many are in the segment as of now; a later count of the same tree replaces it, no audit."""
    same = living(segment.account_id).filter(pk=segment.pk, updated_at=segment.updated_at)
    same.update(last_count=counted.count, last_counted_at=counted.as_of)
