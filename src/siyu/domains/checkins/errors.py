"""What can go wrong with check-ins."""

from __future__ import annotations

from typing import ClassVar

from siyu.kernel.errors import SiyuError


class NotNow(SiyuError):
    """One cannot check in for that day; `why` is the rule's code."""

    code: ClassVar[str] = "not_now"
    status: ClassVar[int] = 409
