"""Tables of check-ins."""

from siyu.domains.checkins.models.campaign import Campaign, Mark

__all__ = ["Campaign", "Mark"]
