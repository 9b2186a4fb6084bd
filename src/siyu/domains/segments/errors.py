"""What can be wrong with a segment, as codes with the place."""

from __future__ import annotations

from typing import Any, ClassVar

from siyu.kernel.errors import Invalid, SiyuError


class InvalidTree(Invalid):
    """The tree breaks the contract; `path` says where (`all[1].count.gtee`), `problem` says how, as a code."""

    code: ClassVar[str] = "invalid_tree"

    def __init__(self, path: str, problem: str, explanation: str, **data: Any) -> None:
        super().__init__(f"{path}: {explanation}", path=path, problem=problem, **data)
        self.path = path
        self.problem = problem
        self.explanation = explanation


class SegmentInUse(SiyuError):
    """Something stands on this segment; `used_by` names it, `told` says it by kind."""

    code: ClassVar[str] = "segment_in_use"
    status: ClassVar[int] = 409
