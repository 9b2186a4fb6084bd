"""Tables of notices."""

from siyu.domains.inbox.models.device import Device, Preference, QuietHours
from siyu.domains.inbox.models.notice import Notice

__all__ = ["Device", "Notice", "Preference", "QuietHours"]
