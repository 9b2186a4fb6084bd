"""Coded errors of insights."""

from __future__ import annotations

from typing import ClassVar

from siyu.kernel.errors import SiyuError


class NotEnoughData(SiyuError):
    """The data cannot carry an answer; `data` says what there is and what it takes."""

    code: ClassVar[str] = "not_enough_data"
    status: ClassVar[int] = 422
