"""Tables of media."""

from siyu.domains.media.models.asset import Asset, Holding

__all__ = ["Asset", "Holding"]
