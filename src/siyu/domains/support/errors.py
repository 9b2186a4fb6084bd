"""What support says no to."""

from __future__ import annotations

from siyu.kernel.errors import SiyuError


class Blocked(SiyuError):
    """The member blocked the account: neither writes to the other until that is lifted."""

    code = "blocked"
    status = 403


class TakenOver(SiyuError):
    """Somebody else changed who looks after the thread meanwhile."""

    code = "taken_over"
    status = 409
