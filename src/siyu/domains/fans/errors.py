"""Coded errors of fans."""

from __future__ import annotations

from siyu.kernel.errors import Invalid, SiyuError


class MergeRefused(SiyuError):
    """Two persons cannot be made one, or a merge cannot be undone; `data["why"]` is a stable code."""

    code = "merge_refused"
    status = 409


class AlreadyDecided(SiyuError):
    """Someone else decided this review first."""

    code = "already_decided"
    status = 409


class SegmentUnreachable(SiyuError):
    """Nobody can say just now who is in a segment: the event store does not answer. Trying later helps."""

    code = "segment_unreachable"
    status = 503


class BadFilters(Invalid):
    """A filter of the fans list is unknown or has a value that makes no sense; `data["field"]` names it."""

    code = "bad_filters"
