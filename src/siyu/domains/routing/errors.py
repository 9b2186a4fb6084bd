"""What can go wrong with routes."""

from __future__ import annotations

from typing import ClassVar

from siyu.kernel.errors import SiyuError


class TooLateToUndo(SiyuError):
    """The run was undone already, still goes on, or lies too far back."""

    code: ClassVar[str] = "too_late_to_undo"
    status: ClassVar[int] = 409
