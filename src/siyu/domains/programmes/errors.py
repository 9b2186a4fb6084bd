"""What a programme says no to; the words for people are made where they are raised."""

from __future__ import annotations

from siyu.kernel.errors import SiyuError


class NotNow(SiyuError):
    """Nobody comes or asks to be reminded at this time; `data["why"]`: early, over, begun, cancelled."""

    code = "not_now"
    status = 409
