"""Tables of segments."""

from siyu.domains.segments.models.segment import Segment

__all__ = ["Segment"]
